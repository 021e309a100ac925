import type { Live } from '../live/live.ts'
import { writeOncePerTurn } from '../live/writes.ts'
import { authenticateSockets, type Authenticate } from './authenticate.ts'
import { handleSocket, type Surprise } from './handle.ts'
import { guardPackets } from './raw-packets.ts'
import { welcome } from './welcome.ts'

/** Opens the socket edge of a node: the guard of packets, the door, and the one handler behind it. */
export function serveSockets(
  live: Live,
  options: { authenticate: Authenticate; onSurprise: (surprise: Surprise) => void },
): void {
  writeOncePerTurn(live.io)
  guardPackets(live.io, live.trouble)
  authenticateSockets(live, options.authenticate)
  live.io.on('connection', (socket) => {
    const isReady = welcome(live, socket)
    // Whoever asks something gets the failure as the answer; a socket that asks nothing must not end the node.
    isReady.catch(() => {})
    handleSocket(live, socket, isReady, options.onSurprise)
  })
}
