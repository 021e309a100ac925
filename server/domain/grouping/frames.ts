import { type Frame, frameRepeats } from './frame.ts'
import { type Random } from './random.ts'
import { knownShiftFrame, shiftFrame } from './shifts.ts'
import { squareFrame } from './squares.ts'
import { starterFrame } from './starters.ts'

/**
 * The schedules known for so many groups of one size over so many rounds, fewest repeated meetings first: shifted
 * columns, developed base rounds, Latin squares of order 10; and where none of them does without a repeat, shifted
 * columns with rounds inside the columns, shifts found by search, and smaller schedules with every point blown up to a
 * block of people (bound B of the Happy Diner problem). `effort` bounds the search where nothing is known.
 */
export function framesFor(groups: number, size: number, rounds: number, random: Random, effort: number): Frame[] {
  const known = ranked([
    knownShiftFrame(groups, size, rounds),
    starterFrame(groups, size, rounds),
    squareFrame(groups, size, rounds),
  ])
  if (known[0]?.repeats === 0) return known.map((entry) => entry.frame)
  const inside = insideRounds(groups, size, rounds)
  const columns = ranked(inside.map((count) => columnFrame(groups, size, rounds, count, random, effort)))
  if (columns[0]?.repeats === 0) return columns.map((entry) => entry.frame)
  const isDense = size > groups || rounds > groups
  const searched = ranked([
    shiftFrame(groups, size, rounds, random, isDense ? effort / 8 : effort),
    ...blownUpFrames(groups, size, rounds, random, effort),
  ])
  const all = [...searched, ...known, ...columns]
  return all.sort((a, b) => a.repeats - b.repeats).map((entry) => entry.frame)
}

function ranked(frames: (Frame | null)[]): { frame: Frame; repeats: number }[] {
  const rated = frames.flatMap((frame) => (frame === null ? [] : { frame, repeats: frameRepeats(frame.rounds) }))
  return rated.sort((a, b) => a.repeats - b.repeats)
}

/**
 * Shifted columns for as many rounds as they last, then rounds inside the columns, where a column is itself split into
 * groups (bound A of the Happy Diner problem; for a square grid the columns are one last round).
 */
function columnFrame(
  groups: number,
  size: number,
  rounds: number,
  inside: number,
  random: Random,
  effort: number,
): Frame | null {
  const across = rounds - inside
  const sub =
    groups === size ? wholeColumn(size, inside) : framesFor(groups / size, size, inside, random, effort / 4)[0]
  if (sub === undefined) return null
  const frame = shiftFrame(groups, size, across, random, effort / 4)
  const split = sub.rounds.map((labels) =>
    frame.columnOf.map((column, point) => column * (groups / size) + labels[point % groups]!),
  )
  return { ...frame, rounds: [...frame.rounds, ...split], apartRounds: across }
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
    apartRounds: 0,
  }
}

function blownUpFrames(groups: number, size: number, rounds: number, random: Random, effort: number): Frame[] {
  if (size <= groups / 2) return []
  const factors = Array.from({ length: size - 1 }, (_, place) => place + 2).filter((factor) => size % factor === 0)
  return factors.flatMap((factor) => {
    const [base] = framesFor(groups, size / factor, rounds, random, effort / 4)
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
    apartRounds: 0,
  }
}
