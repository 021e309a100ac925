import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { LiveServer, LiveSocket } from './io.ts'

/** The Engine.IO connection under a socket, with what its types keep to themselves. */
export type Connection = {
  request: IncomingMessage | null
  writeBuffer: { data?: string; options?: { wsPreEncodedFrame?: Buffer[] } }[]
  transport: { socket?: { bufferedAmount: number; terminate(): void; _socket: Socket | null } }
  readyState: string
  on(event: 'packet', listener: (packet: Packet) => void): void
  on(event: 'close', listener: () => void): void
  /** Hands what waits to the transport. */
  flush(): void
  /** Waits until everything is sent, unless `discard`. The client comes back by itself. */
  close(discard?: boolean): void
}

/** What came in: of the type `message` with the text of a Socket.IO packet, or binary, which Kith does not take. */
export type Packet = { type: string; data?: unknown }

export const connectionsOf = (io: LiveServer): Connection[] =>
  Object.values((io.engine as unknown as { clients: Record<string, Connection> }).clients)

export const connectionOf = (socket: LiveSocket): Connection => socket.conn as unknown as Connection

export function onConnection(io: LiveServer, listener: (connection: Connection) => void): void {
  io.engine.on('connection', (connection: unknown) => listener(connection as Connection))
}

/** Ends a connection at once. A plain `close` waits for the other side to read, which may never happen. */
export function cut(connection: Connection): void {
  const websocket = connection.transport.socket
  connection.close(true)
  websocket?.terminate()
}
