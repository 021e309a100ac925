import { connectionsOf, cut, type Connection } from './connections.ts'
import type { LiveServer } from './io.ts'
import type { Trouble } from './trouble.ts'

const packetsAtMost = 256
const bytesAtMost = 1_000_000
const patienceMs = 1_500

/** Cuts whoever does not read what is sent to them: it comes back and catches up, and costs nobody memory meanwhile. */
export function createSlowReaders(
  io: LiveServer,
  trouble: Trouble,
  now: () => number = () => performance.now(),
): { sweep(): void } {
  const since = new WeakMap<object, number>()
  return {
    sweep() {
      for (const connection of connectionsOf(io)) {
        if (!isBehind(connection)) since.delete(connection)
        else if (!since.has(connection)) since.set(connection, now())
        else if (now() - since.get(connection)! >= patienceMs) {
          trouble('slow_reader_cut')
          cut(connection)
        }
      }
    },
  }
}

function isBehind({ writeBuffer, transport }: Connection): boolean {
  if (writeBuffer.length > packetsAtMost) return true
  const waiting = writeBuffer.reduce((bytes, packet) => bytes + bytesOf(packet), 0)
  return waiting + (transport.socket?.bufferedAmount ?? 0) > bytesAtMost
}

// Letters are not bytes: of most scripts each takes two or three. A broadcast has been framed already, once for everybody.
function bytesOf({ data = '', options }: Connection['writeBuffer'][number]): number {
  return options?.wsPreEncodedFrame?.[0]?.length ?? Buffer.byteLength(data)
}
