import { DomainError, type ErrorCode } from '../../shared/errors.ts'
import type { Actor } from '../domain/ports.ts'
import type { Place } from '../live/address-bounds.ts'
import { connectionOf, cut, onConnection, type Connection } from '../live/connections.ts'
import type { LiveSocket } from '../live/io.ts'
import type { Live } from '../live/live.ts'

/** Tells who shows a cookie header or a bearer token; null for nobody. */
export type Authenticate = (credentials: {
  cookie?: string | undefined
  token?: string | undefined
}) => Promise<Actor | null>

const afterRefusalMs = 500
const nothing = Object.freeze({})

/** Lets nobody become a socket who is not signed in. A connection that is refused is gone within a second. */
export function authenticateSockets(live: Live, authenticate: Authenticate): void {
  const places = new WeakMap<Connection, Place>()
  const asked = new WeakSet<Connection>()

  onConnection(live.io, (connection) => {
    places.set(connection, live.bounds.arrive(connection.request ? live.addressOf(connection.request) : ''))
    connection.on('close', leave)
  })

  live.io.use((socket, next) => {
    const connection = connectionOf(socket)
    // One connection, one question: a second one while the first is open would be a way around the bounds.
    if (asked.has(connection)) return cut(connection)
    asked.add(connection)
    admit(socket)
      .then(() => {
        forgetRequest(socket, connection)
        next()
      })
      .catch((error: unknown) => {
        next(refusal(live, error))
        setTimeout(() => cut(connection), afterRefusalMs).unref()
      })
  })

  async function admit(socket: LiveSocket): Promise<void> {
    const { token } = socket.handshake.auth as { token?: unknown }
    if (token !== undefined && (typeof token !== 'string' || token.length > 4_096)) {
      throw new DomainError('unauthenticated')
    }
    const signIn = await authenticate({ cookie: socket.handshake.headers.cookie, token })
    if (!signIn) throw new DomainError('unauthenticated')
    const { personId, signInId } = signIn
    const place = places.get(connectionOf(socket))
    if (!place || !live.bounds.signIn(place, signInId ?? personId)) {
      throw new DomainError('too_many', { reason: 'connections' })
    }
    socket.data = { actor: { personId, signInId }, circles: new Map(), watches: null, arriving: null, unknown: null }
  }

  function leave(this: Connection): void {
    const place = places.get(this)
    if (place) live.bounds.gone(place)
  }
}

// Engine.IO keeps the first request, cookie and all, as long as the connection lives.
function forgetRequest(socket: LiveSocket, connection: Connection): void {
  connection.request = null
  Object.assign(socket.handshake, { headers: nothing, auth: nothing, query: nothing, url: '' })
}

/** What the client gets as `connect_error`: the code as the message, all of it as `data`. */
function refusal(live: Live, error: unknown): Error {
  const isForeseen = error instanceof DomainError
  if (!isForeseen) live.trouble('connection_failed', error)
  const code: ErrorCode = isForeseen ? error.code : 'unavailable'
  return Object.assign(new Error(code), { data: { code, details: isForeseen ? error.details : {} } })
}
