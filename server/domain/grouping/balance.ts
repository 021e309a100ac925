import { type Frame, labelsByRound } from './frame.ts'
import type { Problem } from './problem.ts'
import { type Random, drawBelow } from './random.ts'

/**
 * Moves free points, blocks and people who miss a round about, until as few people as possible would have to leave
 * their point for the sake of even sizes. `occupant[point]` is a unit, or -1; it is changed. Facilitators change
 * places among themselves only, and who is kept apart from somebody stays.
 */
export function balance(
  problem: Problem,
  frame: Frame,
  occupant: Int16Array,
  units: number[][],
  random: Random,
  effort: number,
) {
  const rounds = problem.rounds.length
  const labels = labelsByRound(frame, problem.rounds)
  const weights = weightsOf(problem, units)
  const kinds = kindsOf(problem, units)
  const unitAt = (point: number) => (occupant[point]! < 0 ? units.length : occupant[point]!)
  const weightAt = (point: number, round: number) => weights[unitAt(point) * rounds + round]!
  const loads = problem.rounds.map((shape, round) => {
    const load = new Int16Array(shape.groups)
    for (let point = 0; point < frame.points; point++)
      if (labels[round]) load[labels[round][point]!]! += weightAt(point, round)
    return load
  })
  for (let step = 0; step < effort; step++) {
    const p = drawBelow(random, frame.points)
    const q = drawBelow(random, frame.points)
    const kind = kinds[unitAt(p)]!
    if (kind !== kinds[unitAt(q)] || kind === 'apart') continue
    const change = tradeChange(p, q)
    // Equal trades are made too: they walk along the plateau. A few worse ones lead out of corners.
    if (change === null || (change > 0 && random() > Math.exp((-change * (1 + 5 * step)) / effort) / 20)) continue
    trade(p, q)
  }

  function tradeChange(p: number, q: number): number | null {
    let change = 0
    let differs = false
    for (let round = 0; round < rounds; round++) {
      const moved = weightAt(q, round) - weightAt(p, round)
      if (moved === 0) continue
      differs = true
      const label = labels[round]
      if (!label || label[p] === label[q]) continue
      const { width, larger, groups } = problem.rounds[round]!
      const least = larger === groups ? width : width - 1
      const atP = loads[round]![label[p]!]!
      const atQ = loads[round]![label[q]!]!
      change += excess(atP + moved, least, width) + excess(atQ - moved, least, width)
      change -= excess(atP, least, width) + excess(atQ, least, width)
    }
    return differs ? change : null
  }

  function trade(p: number, q: number) {
    for (let round = 0; round < rounds; round++) {
      const label = labels[round]
      if (!label) continue
      const moved = weightAt(q, round) - weightAt(p, round)
      loads[round]![label[p]!]! += moved
      loads[round]![label[q]!]! -= moved
    }
    const unit = occupant[p]!
    occupant[p] = occupant[q]!
    occupant[q] = unit
  }
}

function excess(load: number, least: number, most: number): number {
  return load > most ? load - most : load < least ? least - load : 0
}

/** How many people of each unit sit in each round (`unit * rounds + round`): absence and blocks make them differ. */
function weightsOf(problem: Problem, units: number[][]): Uint8Array {
  const rounds = problem.rounds.length
  const weights = new Uint8Array((units.length + 1) * rounds)
  units.forEach((unit, place) =>
    problem.rounds.forEach((shape, round) => {
      weights[place * rounds + round] = unit.filter((member) => shape.isPresent[member]).length
    }),
  )
  return weights
}

/** Who may trade with whom; the last entry is that of a free point. */
function kindsOf(problem: Problem, units: number[][]): ('leads' | 'apart' | 'other')[] {
  const kinds = units.map((unit) => {
    if (unit.some((member) => problem.apartOf[member]!.length > 0)) return 'apart'
    return unit.some((member) => problem.isFacilitator[member]) ? 'leads' : 'other'
  })
  return [...kinds, 'other']
}
