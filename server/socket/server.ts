import type { LiveSocket } from '../live/io.ts'
import type { Live } from '../live/live.ts'
import { writeOncePerTurn } from '../live/writes.ts'
import { authenticateSockets, type Authenticate } from './authenticate.ts'
import { createHandler, type Surprise } from './handle.ts'
import { guardPackets } from './raw-packets.ts'
import { sayGoodbye, welcome } from './welcome.ts'

/** Opens the socket edge of a node: the guard of packets, the door, and the one handler behind it. */
export function serveSockets(
  live: Live,
  options: { authenticate: Authenticate; onSurprise: (surprise: Surprise) => void },
): void {
  const handle = createHandler(live, options.onSurprise)
  writeOncePerTurn(live.io)
  guardPackets(live.io, live.trouble)
  authenticateSockets(live, options.authenticate)
  live.io.on('connection', (socket) => {
    socket.on('disconnect', leave)
    socket.onAny(handle)
    const { data } = socket
    data.arriving = welcome(live, socket).then(() => void (data.arriving = null))
    // Whoever asks something gets the failure as the answer; a socket that asks nothing must not end the node.
    data.arriving.catch(() => {})
  })

  function leave(this: LiveSocket): void {
    sayGoodbye(live, this)
  }
}
