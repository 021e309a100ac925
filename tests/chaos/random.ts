/** Chance that can be had again: the same seed gives the same numbers (mulberry32). */
export type Random = {
  /** From 0 up to 1. */
  next(): number
  /** A whole number from 0 up to `n`. */
  below(n: number): number
  between(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  chance(share: number): boolean
  shuffled<T>(list: readonly T[]): T[]
  /** Chance of its own for one part, so that parts do not disturb each other. */
  fork(name: string): Random
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const random: Random = {
    next() {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
    },
    below: (n) => Math.floor(random.next() * n),
    between: (from, to) => from + random.next() * (to - from),
    pick: (list) => list[random.below(list.length)]!,
    chance: (share) => random.next() < share,
    shuffled(list) {
      const rest = [...list]
      return list.map(() => rest.splice(random.below(rest.length), 1)[0]!)
    },
    fork: (name) => createRandom([...name].reduce((sum, char) => Math.imul(sum, 31) + char.charCodeAt(0), seed)),
  }
  return random
}
