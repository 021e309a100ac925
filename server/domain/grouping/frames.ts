import { type Frame, frameRepeats } from './frame.ts'
import { type Random } from './random.ts'
import { shiftFrame } from './shifts.ts'
import { squareFrame } from './squares.ts'
import { starterFrame } from './starters.ts'

/**
 * The schedules known for so many groups of one size over so many rounds, fewest repeated meetings first: shifted
 * columns, the same with rounds inside the columns, developed base rounds, Latin squares of order 10, and smaller
 * schedules with every point blown up to a block of people (bound B of the Happy Diner problem). `effort` bounds the
 * search where nothing is known.
 */
export function framesFor(groups: number, size: number, rounds: number, random: Random, effort: number): Frame[] {
  const frames = [
    starterFrame(groups, size, rounds),
    squareFrame(groups, size, rounds),
    columnFrame(groups, size, rounds, random, effort),
    ...blownUpFrames(groups, size, rounds, random, effort),
  ].filter((frame) => frame !== null)
  const known = frames.some((frame) => frameRepeats(frame.rounds) === 0)
  if (!known) frames.unshift(shiftFrame(groups, size, rounds, random, effort))
  const ranked = frames.map((frame) => ({ frame, repeats: frameRepeats(frame.rounds) }))
  return ranked.sort((a, b) => a.repeats - b.repeats).map((entry) => entry.frame)
}

/**
 * Shifted columns for as many rounds as they last, then rounds inside the columns, where a column is itself split into
 * groups (bound A of the Happy Diner problem; for a square grid the columns are one last round).
 */
function columnFrame(groups: number, size: number, rounds: number, random: Random, effort: number): Frame | null {
  if (groups % size !== 0) return null
  const inside = Math.max(rounds - groups, Math.min(rounds - 1, insideRounds(groups, size)))
  const across = rounds - inside
  if (inside < 1 || across < 1) return null
  const sub = groups === size ? wholeColumn(size, inside) : framesFor(groups / size, size, inside, random, effort)[0]
  if (sub === undefined || sub === null) return null
  const frame = shiftFrame(groups, size, across, random, effort)
  const split = sub.rounds.map((labels) =>
    frame.columnOf.map((column, point) => column * (groups / size) + labels[point % groups]!),
  )
  return { ...frame, rounds: [...frame.rounds, ...split], apartRounds: across }
}

/** How many rounds inside the columns are worth having: one for a square grid, and what is known for the smaller one. */
function insideRounds(groups: number, size: number): number {
  if (groups === size) return 1
  return Math.max(1, Math.floor((groups - 1) / (size - 1)))
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
