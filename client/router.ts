import type { Id } from '../shared/ids.ts'

/** The addresses of the client's pages, in one place. */
export const paths = {
  home: () => '/',
  table: (circleId: Id) => `/c/${circleId}`,
  about: (circleId: Id) => `/c/${circleId}/about`,
  care: (circleId: Id) => `/c/${circleId}/care`,
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

const whereKey = 'kith:after-sign-in'
const rememberedMs = 30 * 60_000

/** Remembers where somebody wanted to go, for when they have signed in (perhaps in another tab, through a mail). */
export function rememberPlace(): void {
  const place = { to: location.pathname + location.search + location.hash, until: Date.now() + rememberedMs }
  localStorage.setItem(whereKey, JSON.stringify(place))
}

export function rememberedPlace(): string | null {
  try {
    const { to, until } = JSON.parse(localStorage.getItem(whereKey) ?? '{}') as { to?: string; until?: number }
    localStorage.removeItem(whereKey)
    return to?.startsWith('/') && !to.startsWith('//') && (until ?? 0) > Date.now() ? to : null
  } catch {
    return null
  }
}
