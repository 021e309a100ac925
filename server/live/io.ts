import type { IncomingMessage } from 'node:http'
import { Server, type DefaultEventsMap, type Socket } from 'socket.io'
import type { RoomEvent, Signal, SignalName } from '../../shared/events.ts'
import type { Id } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../domain/ports.ts'
import type { AddressBounds } from './address-bounds.ts'
import { joinFrames } from './frames.ts'

export type ToClient = {
  event: (event: RoomEvent) => void
  signal: <N extends SignalName>(name: N, body: Signal<N>) => void
}

/**
 * What a node remembers about a socket: whose it is, their circles with the commons of each, the table on the screen;
 * `arriving` until it has been taken in, and how often it has asked for what does not exist. Sockets are thousands: their
 * listeners are the same for all, and only this is kept for each.
 */
export type SocketData = {
  actor: Actor
  circles: Map<Id, Id>
  watches: Id | null
  arriving: Promise<void> | null
  unknown: { count: number; since: number } | null
}

/** Nothing that a client says has a listener of its own: every packet goes through `server/socket/handle.ts`. */
export type LiveServer = Server<DefaultEventsMap, ToClient, DefaultEventsMap, SocketData>
export type LiveSocket = Socket<DefaultEventsMap, ToClient, DefaultEventsMap, SocketData>

/** What the door asks about each handshake before there is a connection. */
export type Door = {
  isDraining(): boolean
  /** Whether browsers on pages of this origin may connect: exact, no patterns. */
  isAllowedOrigin(origin: string): boolean
  addressOf(request: IncomingMessage): string
  bounds: AddressBounds
}

/** The Socket.IO server of a node: websocket only, so no sticky sessions; delivery is `io.local` only, nodes meet on the bus. */
export function createIo(door: Door): LiveServer {
  const io: LiveServer = new Server({
    path: '/socket.io',
    transports: ['websocket'],
    serveClient: false,
    allowEIO3: false,
    maxHttpBufferSize: limits.packetBytes,
    // Costs memory for each connection and lets secrets be guessed by length (BREACH).
    perMessageDeflate: false,
    httpCompression: false,
    connectTimeout: 5_000,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    allowRequest(request, decide) {
      const refusal = refusalOf(door, request)
      if (refusal) turnAway(request, refusal)
      decide(refusal, refusal === null)
    },
  })
  joinFrames(io)
  return io
}

function refusalOf(door: Door, request: IncomingMessage): string | null {
  if (door.isDraining()) return '503 Service Unavailable'
  if (!isFromHome(door, request)) return '403 Forbidden'
  return door.bounds.hasPlace(door.addressOf(request)) ? null : '429 Too Many Requests'
}

// A page of another site can open a websocket here, and the browser sends the cookie along. Browsers always name the
// origin; who names none is no browser and has no cookie to be abused.
function isFromHome(door: Door, { headers }: IncomingMessage): boolean {
  return headers.origin === undefined ? headers.cookie === undefined : door.isAllowedOrigin(headers.origin)
}

// Engine.IO answers every refusal with 400; who is answered already gets nothing more.
function turnAway(request: IncomingMessage, status: string): void {
  request.socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n`)
}
