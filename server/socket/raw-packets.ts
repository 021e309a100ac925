import { cut, onConnection, type Connection, type Packet } from '../live/connections.ts'
import type { LiveServer } from '../live/io.ts'
import type { Trouble } from '../live/trouble.ts'

/** Stands in for a packet that is refused before it is parsed; `handle` answers it. No command has such a name. */
export const refusedPackets = { flood: 'refused:flood', depth: 'refused:depth' } as const

const perSecond = 30
const burst = 60
const refusedAtMost = 3 * burst
/** The array around an event, and eight levels in it. */
const depthAtMost = 9

/** Looks at every packet while it is still text: counts it, measures its depth, and lets nothing binary in. */
export function guardPackets(io: LiveServer, trouble: Trouble): void {
  onConnection(io, (connection) => {
    const inspect = createInspection(trouble)
    connection.on('packet', (packet) => inspect(connection, packet))
  })
}

function createInspection(trouble: Trouble): (connection: Connection, packet: Packet) => void {
  let tokens = burst
  let refused = 0
  let lastAt = performance.now()

  return (connection, packet) => {
    if (packet.type !== 'message') return
    const now = performance.now()
    tokens = Math.min(burst, tokens + ((now - lastAt) / 1_000) * perSecond)
    refused = tokens >= burst ? 0 : refused
    lastAt = now
    // An attachment that never comes would keep the packet that waits for it for ever.
    if (typeof packet.data !== 'string' || /^[56]/.test(packet.data)) return cut(connection)
    if (tokens >= 1) {
      tokens -= 1
      if (isTooDeep(packet.data)) replace(connection, packet, packet.data, refusedPackets.depth)
      return
    }
    refused += 1
    if (refused > refusedAtMost) {
      trouble('flood_cut')
      cut(connection)
    } else replace(connection, packet, packet.data, refusedPackets.flood)
  }
}

// What was sent is not parsed at all: only the number under which its sender waits for an answer is kept.
function replace(connection: Connection, packet: Packet, text: string, name: string): void {
  const event = /^2(\d{0,15})\[/.exec(text)
  if (event) packet.data = `2${event[1]}["${name}"]`
  else if (text.startsWith('3')) packet.data = '3[]'
  else cut(connection)
}

/** Whether brackets outside of strings nest deeper than `depthAtMost`: a loop, because what recurses would overflow. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let isInString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isInString) {
      if (code === backslash) i++
      else if (code === quote) isInString = false
    } else if (code === quote) isInString = true
    else if (code === openBracket || code === openBrace) {
      if (++depth > depthAtMost) return true
    } else if (code === closeBracket || code === closeBrace) depth--
  }
  return false
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [34, 92, 91, 93, 123, 125] as const
