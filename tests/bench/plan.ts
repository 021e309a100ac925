/** Somebody who takes part in a load, with the cookie that signs them in. */
export type Person = { memberId: string; cookie: string }

/** A room and the eight who talk in it. */
export type Room = { roomId: string; people: Person[] }

export type Spread = { p50: number; p95: number; p99: number; max: number }

/** What a load generator saw while it said things; times in milliseconds. */
export type Measured = {
  seconds: number
  accepted: number
  refused: number
  deliveries: number
  delivery: Spread
  reply: Spread
}

/** How what arrived differs from what is stored, or from what was acknowledged where nothing is stored. */
export type Verified = { lost: number; twice: number; outOfOrder: number; notStored: number }

export type Joined = { ms: number; each: Spread; failed: number }

/** How long somebody who comes back waits for the first screen, and for all that was said meanwhile. */
export type Returned = { screen: Spread; everything: Spread; messages: number }

/** Where what was said is kept: Kith's log, a table of its own, or nowhere. */
export type Stored = 'log' | 'table' | 'nowhere'

export type Order =
  /** Who sits in one room is spread over the servers. */
  | { do: 'join'; ports: number[]; rooms: Room[]; inFlight: number; isKith: boolean }
  | { do: 'return'; port: number; rooms: Room[] }
  /** `cutEveryMs`: each connection is cut as often, comes back and asks for what it missed. */
  | { do: 'talk'; seconds: number; pace: Pace; cutEveryMs?: number }
  | { do: 'verify'; stored: Stored; databaseUrl: string }
  | { do: 'leave' }

/** Each room says so much a second; or always keeps so many sends without an answer. */
export type Pace = { perSecond: number } | { outstanding: number }

export type Done = Joined | Returned | Measured | Verified | null

export function spreadOf(values: number[]): Spread {
  const sorted = Float64Array.from(values).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? 0 }
}
