import type { Board } from './board.ts'

/**
 * Whether sizes and facilitators stay as they must when the chairs `from` of one group and `to` of another change
 * places, one for one. (Keep apart is priced beyond any saving; blocks only move whole.)
 */
export function keepsRules(board: Board, round: number, from: number[], to: number[]): boolean {
  const { n: nobody, isFacilitator } = board.problem
  const shape = board.problem.rounds[round]!
  const chairs = board.seats[round]!
  let emptyMoved = 0
  let facilitatorsMoved = 0
  for (let place = 0; place < from.length; place++) {
    const a = chairs[from[place]!]!
    const b = chairs[to[place]!]!
    emptyMoved += Number(a === nobody) - Number(b === nobody)
    facilitatorsMoved += isFacilitator[a]! - isFacilitator[b]!
  }
  const groupA = (from[0]! / shape.width) | 0
  const groupB = (to[0]! / shape.width) | 0
  const empty = board.empty[round]!
  if (empty[groupA]! - emptyMoved > 1 || empty[groupB]! + emptyMoved > 1) return false
  if (facilitatorsMoved === 0 || shape.covered === 0) return true
  const inA = board.facilitators[round]![groupA]!
  const inB = board.facilitators[round]![groupB]!
  const lost = Number(inA > 0) + Number(inB > 0)
  const kept = Number(inA - facilitatorsMoved > 0) + Number(inB + facilitatorsMoved > 0)
  return board.covered[round]! - lost + kept >= shape.covered
}
