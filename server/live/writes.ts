import { onConnection, type Connection } from './connections.ts'
import type { LiveServer } from './io.ts'

/**
 * Has all that one turn of the event loop sends to a connection leave in one write. Messages that are committed together go
 * out in one turn, each to every socket of its room: written one by one, the calls into the system cost more than all else.
 */
export function writeOncePerTurn(io: LiveServer): void {
  let waiting = new Set<Connection>()

  onConnection(io, (connection) => {
    connection.flush = flushLater
  })

  function flushLater(this: Connection): void {
    if (waiting.size === 0) process.nextTick(flushAll)
    waiting.add(this)
  }

  function flushAll(): void {
    const turn = waiting
    waiting = new Set()
    for (const connection of turn) {
      const wire = connection.transport.socket?._socket
      wire?.cork()
      flushNow(connection)
      wire?.uncork()
    }
  }
}

/** What Engine.IO's class does, which hands everything that waits to the transport. */
function flushNow(connection: Connection): void {
  const { flush } = Object.getPrototypeOf(connection) as Connection
  flush.call(connection)
}
