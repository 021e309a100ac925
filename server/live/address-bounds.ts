import { isIPv6 } from 'node:net'

/** How many connections one address (an IPv6 /64) and one sign-in may hold on a node. */
export type AddressBounds = {
  hasPlace(address: string): boolean
  /** A connection that has not said yet who it is. The returned function tells that it did, or ended. */
  arrive(address: string): { signedIn(): void; gone(): void }
  /** False when this sign-in holds too many already; else the returned function gives the place back. */
  take(signIn: string): (() => void) | false
}

/** Generous for a whole school behind one address; a client needs one connection for each open tab. */
export const usualBounds = { unknown: 20, known: 300, perSignIn: 12 }
export type Bounds = typeof usualBounds

export function createAddressBounds(bounds: Bounds = usualBounds): AddressBounds {
  const unknown = new Map<string, number>()
  const known = new Map<string, number>()
  const signIns = new Map<string, number>()

  return {
    hasPlace(address) {
      if (isLoopback(address)) return true
      const key = networkOf(address)
      return (unknown.get(key) ?? 0) < bounds.unknown && (known.get(key) ?? 0) < bounds.known
    },

    arrive(address) {
      const key = networkOf(address)
      let counted: Map<string, number> | null = unknown
      add(unknown, key, 1)
      const move = (to: Map<string, number> | null) => {
        if (counted) add(counted, key, -1)
        if (counted && to) add(to, key, 1)
        counted = counted && to
      }
      return { signedIn: () => counted === unknown && move(known), gone: () => move(null) }
    },

    take(signIn) {
      if ((signIns.get(signIn) ?? 0) >= bounds.perSignIn) return false
      add(signIns, signIn, 1)
      return () => add(signIns, signIn, -1)
    },
  }
}

function add(counts: Map<string, number>, key: string, change: number): void {
  const count = (counts.get(key) ?? 0) + change
  if (count > 0) counts.set(key, count)
  else counts.delete(key)
}

/** A proxy on the same machine that is not declared as one brings everybody from here: no bound may shut them all out. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.replace(/^::ffff:/, '').startsWith('127.')
}

function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)
  if (mapped) return mapped[1]!
  const [front = '', back = ''] = address.split('::')
  const groups = front.split(':').filter(Boolean)
  const missing = 8 - groups.length - back.split(':').filter(Boolean).length
  const whole = address.includes('::') ? [...groups, ...Array<string>(missing).fill('0'), ...back.split(':')] : groups
  return whole
    .slice(0, 4)
    .map((group) => parseInt(group || '0', 16).toString(16))
    .join(':')
}
