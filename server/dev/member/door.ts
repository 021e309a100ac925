import { DomainError, type ErrorDetails, type ErrorCode } from '../../../shared/errors.ts'
import type { Id } from '../../../shared/ids.ts'
import { newId } from '../../../shared/new-id.ts'
import { routes, type RouteInput, type RouteName, type RouteReply } from '../../../shared/routes.ts'
import { untilAnswered } from './until-answered.ts'

/** How a scripted member comes in: over HTTP with a cookie jar, as a browser does, or with a bearer token. */
export type Door = {
  /** The headers of everything that this member asks, over HTTP and in the handshake of a websocket. */
  headers(): Record<string, string>
  /** The bearer token, for a member that keeps no cookie. */
  token(): string | null
  post<N extends RouteName>(name: N, input: RouteInput<N>): Promise<RouteReply<N>>
  /** Anything else that is read or posted as JSON. Throws what was refused. */
  send(path: string, body?: unknown): Promise<unknown>
  acceptInvite(link: string, name: string): Promise<{ circleId: Id; memberId: Id }>
  /** Signs in with the link or code of another device, of a mail, of the operator. */
  signIn(link: string): Promise<Id>
  /** Uses the one-time link of a new installation. */
  signInFirst(link: string, name: string): Promise<Id>
  /** A token of ten minutes; from then on the cookie is not shown any more. */
  useToken(): Promise<void>
}

/**
 * @param addresses of the same Kith; what cannot be reached at one is asked at the next
 * @param origin the one that a browser would name, where it is not the first address
 */
export function openDoor(addresses: readonly string[], origin: string = addresses[0]!): Door {
  let cookie: string | null = null
  let token: string | null = null
  let reachable = 0

  const door: Door = {
    headers: () => (token ? { authorization: `Bearer ${token}` } : { origin, ...(cookie && { cookie }) }),
    token: () => token,
    post: async (name, input) => (await door.send(routes[name].path, input)) as never,

    async send(path, body) {
      for (let tries = 0; ; tries++) {
        try {
          return await once(addresses[reachable % addresses.length]! + path, body)
        } catch (error) {
          if (error instanceof DomainError || tries >= addresses.length) throw error
          reachable++
        }
      }
    },

    acceptInvite(link, name) {
      const input = { commandId: newId(), code: codeOf(link), name }
      return untilAnswered(() => door.post('invite:accept', input))
    },
    signIn: async (link) => (await door.post('sign-in:use', { code: codeOf(link) })).memberId,
    signInFirst: async (link, name) => (await door.post('sign-in:first', { code: codeOf(link), name })).memberId,
    async useToken() {
      token = (await door.post('token:make', {})).token
    },
  }
  return door

  async function once(url: string, body: unknown): Promise<unknown> {
    const asJson = { method: 'POST', body: JSON.stringify(body) }
    const headers = { ...door.headers(), ...(body !== undefined && { 'content-type': 'application/json' }) }
    const response = await fetch(url, { ...(body !== undefined && asJson), headers, redirect: 'manual' })
    const [pair] = response.headers.get('set-cookie')?.split(';') ?? []
    if (pair) cookie = pair.endsWith('=') ? null : pair
    const answer = (await response.json()) as { error?: { code: ErrorCode; details: ErrorDetails } }
    if (answer.error) throw new DomainError(answer.error.code, answer.error.details)
    return answer
  }
}

/** The code in a link: behind the hash of an invite, at the end of the others; a bare code is itself. */
function codeOf(link: string): string {
  if (!URL.canParse(link)) return link
  const { hash, pathname } = new URL(link)
  return hash ? hash.slice(1) : pathname.split('/').at(-1)!
}
