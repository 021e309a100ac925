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

/** What one connection may still say, and how often it was refused since that was full. */
type Allowance = { tokens: number; refused: number; lastAt: number }

/** Looks at every packet while it is still text: counts it, measures its depth, and lets nothing binary in. */
export function guardPackets(io: LiveServer, trouble: Trouble): void {
  const allowances = new WeakMap<Connection, Allowance>()

  onConnection(io, (connection) => {
    allowances.set(connection, { tokens: burst, refused: 0, lastAt: performance.now() })
    connection.on('packet', inspect)
  })

  function inspect(this: Connection, packet: Packet): void {
    if (packet.type !== 'message') return
    const allowance = allowances.get(this)!
    refill(allowance)
    // An attachment that never comes would keep the packet that waits for it for ever.
    if (typeof packet.data !== 'string' || /^[56]/.test(packet.data)) return cut(this)
    if (allowance.tokens >= 1) {
      allowance.tokens -= 1
      if (isTooDeep(packet.data)) replace(this, packet, packet.data, refusedPackets.depth)
      return
    }
    allowance.refused += 1
    if (allowance.refused > refusedAtMost) {
      trouble('flood_cut')
      cut(this)
    } else replace(this, packet, packet.data, refusedPackets.flood)
  }
}

function refill(allowance: Allowance): void {
  const now = performance.now()
  allowance.tokens = Math.min(burst, allowance.tokens + ((now - allowance.lastAt) / 1_000) * perSecond)
  if (allowance.tokens >= burst) allowance.refused = 0
  allowance.lastAt = now
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
