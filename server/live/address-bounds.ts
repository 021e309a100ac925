/** What a connection takes up: for whom it counts, until it has gone. */
export type Place = { readonly network: string; counts: 'unknown' | 'known' | null; signIn: string | null }

/** How many connections one address (an IPv6 /64) and one sign-in may hold on a node. */
export type AddressBounds = {
  hasPlace(address: string): boolean
  /** A connection that has not said yet who it is. */
  arrive(address: string): Place
  /** It has said who it is; false when this sign-in holds too many already. */
  signIn(place: Place, signIn: string): boolean
  gone(place: Place): void
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
      const network = networkOf(address)
      add(unknown, network, 1)
      return { network, counts: 'unknown', signIn: null }
    },

    signIn(place, signIn) {
      if ((signIns.get(signIn) ?? 0) >= bounds.perSignIn) return false
      if (place.counts === 'unknown') {
        add(unknown, place.network, -1)
        add(known, place.network, 1)
        add(signIns, signIn, 1)
        Object.assign(place, { counts: 'known', signIn })
      }
      return true
    },

    gone(place) {
      if (place.counts) add(place.counts === 'known' ? known : unknown, place.network, -1)
      if (place.signIn !== null) add(signIns, place.signIn, -1)
      Object.assign(place, { counts: null, signIn: null })
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

/** Who counts as one client: an IPv4 address, or the /64 that one household has of IPv6. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  if (/^::ffff:\d+\./i.test(address)) return address.slice(7)
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const middle: string[] = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  return [...head, ...middle, ...tail]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')
}
