import { type Frame, frameRepeats } from './frame.ts'
import type { Random } from './random.ts'
import { knownShiftFrame, shiftFrame } from './shifts.ts'
import { squareFrame } from './squares.ts'
import { starterFrame } from './starters.ts'
import { systemFrame } from './systems.ts'

/**
 * The schedules known to repeat nothing, for so many groups of one size over so many rounds: shifted columns, systems of
 * three or four, developed base rounds, Latin squares of order 10, or columns with rounds inside them.
 */
export function knownFrames(groups: number, size: number, rounds: number): Frame[] {
  const direct = [
    knownShiftFrame(groups, size, rounds),
    starterFrame(groups, size, rounds) ?? systemFrame(groups, size, rounds),
    squareFrame(groups, size, rounds),
  ].filter((frame) => frame !== null)
  if (direct.length > 0) return direct
  return insideRounds(groups, size, rounds).flatMap((inside) => {
    const [sub] = groups === size ? [wholeColumn(size, inside)] : knownFrames(groups / size, size, inside)
    const frame = knownShiftFrame(groups, size, rounds - inside)
    return sub && frame ? [withColumns(frame, sub)].filter((whole) => frameRepeats(whole.rounds) === 0) : []
  })
}

/**
 * Schedules that repeat little where none is known: one that is known for fewer rounds (the others stay open), shifts
 * found by search, columns with rounds inside them, and smaller schedules with every point blown up to a block of
 * people (bound B of the Happy Diner problem). `effort` bounds the search.
 */
export function searchedFrames(groups: number, size: number, rounds: number, random: Random, effort: number): Frame[] {
  const isDense = size > groups || rounds > groups
  return [
    ...shorterFrames(groups, size, rounds),
    shiftFrame(groups, size, rounds, random, isDense ? effort / 8 : effort),
    ...insideRounds(groups, size, rounds).flatMap((inside) => {
      const sub =
        groups === size ? wholeColumn(size, inside) : bestFrame(groups / size, size, inside, random, effort / 4)
      return sub ? [withColumns(shiftFrame(groups, size, rounds - inside, random, effort / 4), sub)] : []
    }),
    ...blownUpFrames(groups, size, rounds, random, effort),
  ]
}

function shorterFrames(groups: number, size: number, rounds: number): Frame[] {
  for (let fewer = rounds - 1; fewer > rounds / 2; fewer--) {
    const frames = knownFrames(groups, size, fewer)
    if (frames.length > 0) return frames
  }
  return []
}

function bestFrame(groups: number, size: number, rounds: number, random: Random, effort: number): Frame | undefined {
  const [known] = knownFrames(groups, size, rounds)
  if (known !== undefined) return known
  const full = searchedFrames(groups, size, rounds, random, effort).filter((frame) => frame.rounds.length === rounds)
  return full.sort((a, b) => frameRepeats(a.rounds) - frameRepeats(b.rounds))[0]
}

/**
 * Shifted columns, then rounds inside the columns, where a column is itself split into groups (bound A of the Happy
 * Diner problem; for a square grid the columns are one last round).
 */
function withColumns(frame: Frame, sub: Frame): Frame {
  const { groups } = frame
  const split = sub.rounds.map((labels) =>
    frame.columnOf.map((column, point) => column * sub.groups + labels[point % groups]!),
  )
  return { ...frame, rounds: [...frame.rounds, ...split] }
}

/** How many rounds inside the columns to try: as few as the shifts leave over, or as many as repeat nothing there. */
function insideRounds(groups: number, size: number, rounds: number): number[] {
  if (groups % size !== 0) return []
  const most = groups === size ? 1 : Math.floor((groups - 1) / (size - 1))
  const choices = new Set([Math.max(1, rounds - groups), most])
  return [...choices].filter((inside) => inside < rounds && inside <= Math.max(most, rounds - groups))
}

function wholeColumn(size: number, rounds: number): Frame {
  const labels = new Array<number>(size).fill(0)
  return {
    groups: 1,
    points: size,
    columnOf: labels,
    rounds: Array.from({ length: rounds }, () => labels),
  }
}

function blownUpFrames(groups: number, size: number, rounds: number, random: Random, effort: number): Frame[] {
  if (size <= groups / 2) return []
  const factors = Array.from({ length: size - 1 }, (_, place) => place + 2).filter((factor) => size % factor === 0)
  return factors.flatMap((factor) => {
    const base = bestFrame(groups, size / factor, rounds, random, effort / 4)
    return base === undefined ? [] : [blownUp(base, factor)]
  })
}

function blownUp(base: Frame, factor: number): Frame {
  const each = <T>(items: T[]) => items.flatMap((item) => new Array<T>(factor).fill(item))
  return {
    groups: base.groups,
    points: base.points * factor,
    columnOf: new Array<number>(base.points * factor).fill(-1),
    rounds: base.rounds.map(each),
  }
}
