import { signal } from '@preact/signals'
import type { CommandInput, CommandName, CommandReply } from '../../shared/commands.ts'
import { errorCodes, type Answer, type ErrorCode, type Refusal } from '../../shared/errors.ts'
import type { NoteInput, NoteName } from '../../shared/notes.ts'
import { queryPaths, routePaths } from '../../shared/paths.ts'
import type { QueryInput, QueryName, QueryReply } from '../../shared/queries.ts'
import type { RouteInput, RouteName, RouteReply } from '../../shared/routes.ts'
import { noticed, offline, refuse } from './answers.ts'

const patienceMs = 8_000

/** Whether the last question over HTTP was answered by Kith, and not by what stands between, or by one that cannot work. */
export const isReachable = signal(true)

export function post<N extends RouteName>(name: N, input: RouteInput<N>): Promise<Answer<RouteReply<N>>> {
  return exchange(routePaths[name], json(input))
}

export function get<N extends QueryName>(name: N, input: QueryInput<N>): Promise<Answer<QueryReply<N>>> {
  return exchange(addressOf(queryPaths[name], input))
}

/** One try; whoever repeats it keeps the same `commandId`. */
export function command<N extends CommandName>(
  name: N,
  input: CommandInput<N>,
  timeoutMs = patienceMs,
): Promise<Answer<CommandReply<N>>> {
  return exchange(`/api/commands/${name}`, json(input), timeoutMs)
}

/** What the socket tells otherwise, of which something is kept. */
export const note = <N extends NoteName>(name: N, input: NoteInput<N>): Promise<Answer<unknown>> =>
  exchange(`/api/notes/${name}`, json(input))

/** `/api/rooms/:roomId/events` with `{ roomId, after }` becomes `/api/rooms/<id>/events?after=...`; lists repeat their key, and what is more than that is JSON. */
export function addressOf(path: string, input: Record<string, unknown>): string {
  const rest = new URLSearchParams()
  let address = path
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined) continue
    if (address.includes(`:${key}`)) address = address.replace(`:${key}`, encodeURIComponent(String(value)))
    else for (const one of textsOf(value)) rest.append(key, one)
  }
  return rest.size > 0 ? `${address}?${rest}` : address
}

function textsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  return list.some((one) => typeof one === 'object') ? [JSON.stringify(value)] : list.map(String)
}

const json = (input: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(input),
})

async function exchange<Reply>(address: string, init: RequestInit = {}, ms = patienceMs): Promise<Answer<Reply>> {
  try {
    const response = await fetch(address, {
      ...init,
      signal: AbortSignal.timeout(ms),
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...init.headers },
    })
    const body: unknown = await response.json().catch(() => null)
    const isReply = response.ok && body !== null
    const refusal = refusalIn(body)
    isReachable.value = isReply || (refusal !== null && refusal.code !== 'unavailable')
    if (isReply) return { ok: true, reply: body as Reply }
    return noticed({ ok: false, error: refusal ?? { code: codeBy(response.status), details: {} } })
  } catch (error) {
    isReachable.value = false
    return error instanceof DOMException && error.name === 'TimeoutError' ? refuse('timed_out') : offline()
  }
}

function refusalIn(body: unknown): Refusal | null {
  const error = (body as { error?: Partial<Refusal> } | null)?.error
  if (!error?.code || !errorCodes.includes(error.code)) return null
  return { code: error.code, details: error.details ?? {} }
}

/**
 * What stands between may answer in its own words: a proxy whose node has just gone away, a network that wants a password
 * first. Only Kith itself says that something is not there, or that nobody is signed in: what is kept here goes by that.
 */
function codeBy(status: number): ErrorCode {
  if (status === 413) return 'too_large'
  if (status === 429) return 'too_many'
  return status < 400 || status === 401 || status === 404 || status >= 502 ? 'unavailable' : 'internal'
}
