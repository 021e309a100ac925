import type { Id } from '../shared/ids.ts'

/** The addresses of the client's pages, in one place. */
export const paths = {
  home: () => '/',
  table: (circleId: Id) => `/c/${circleId}`,
  about: (circleId: Id) => `/c/${circleId}/about`,
  person: (circleId: Id, memberId: Id) => `/c/${circleId}/about#p-${memberId}`,
  care: (circleId: Id) => `/c/${circleId}/care`,
  together: (circleId: Id) => `/c/${circleId}/together`,
  recaps: (circleId: Id) => `/c/${circleId}/recaps`,
  room: (circleId: Id, roomId: Id, seq?: number) => `/c/${circleId}/r/${roomId}${seq ? `#m-${seq}` : ''}`,
  recapEditor: (circleId: Id, recapId: Id) => `/c/${circleId}/recap/${recapId}`,
  recap: (recapId: Id) => `/recaps/${recapId}`,
  settings: () => '/settings',
  start: () => '/start',
  signIn: () => '/sign-in',
}

type Go = (path: string, replace?: boolean) => void

let go: Go = (path, replace) => (replace ? location.replace(path) : location.assign(path))

/** Goes to a page of the client from anywhere, also from outside of components. */
export const navigate: Go = (path, replace) => go(path, replace)

/** The shell hands over the router's own way, which keeps the page alive. */
export const provideNavigation = (given: Go) => {
  go = given
}

/** The sign-in page, which leads back to where somebody wanted to go. */
export const signInPath = () => `/sign-in?next=${encodeURIComponent(location.pathname + location.hash)}`
