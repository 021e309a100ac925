import type { Live } from '../live/live.ts'
import { writeOncePerTurn } from '../live/writes.ts'
import { authenticateSockets, type Authenticate } from './authenticate.ts'
import { createHandler, type Surprise } from './handle.ts'
import { guardPackets } from './raw-packets.ts'
import { createWelcome } from './welcome.ts'

/** Opens the socket edge of a node: the guard of packets, the door, and the one handler behind it. */
export function serveSockets(
  live: Live,
  options: { authenticate: Authenticate; onSurprise: (surprise: Surprise) => void },
): void {
  const handle = createHandler(live, options.onSurprise)
  const welcome = createWelcome(live)
  writeOncePerTurn(live.io)
  guardPackets(live.io, live.trouble)
  authenticateSockets(live, options.authenticate)
  live.io.on('connection', (socket) => {
    welcome(socket)
    handle(socket)
  })
}
