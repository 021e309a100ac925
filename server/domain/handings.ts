import type { LastCard } from './ports.ts'

type Handed = { breakoutId: string; name: string }

/**
 * Which breakout of the last round hands its card to each of these groups. In this order: no group gets what most of it has
 * written itself, where that can be avoided; no card goes to two while another goes to nobody; none on which nothing stands
 * goes out while a written one stays; few people see their own card again; and cards go round in the order of the breakouts.
 * The same groups and cards give the same answer; none without cards.
 */
export function handedOn(groups: string[][], cards: LastCard[]): Handed[] {
  if (cards.length === 0) return []
  const copies = Math.ceil(groups.length / cards.length)
  const columns = Array.from({ length: copies * cards.length }, (_, i) => i)
  const costs = groups.map((group, i) =>
    columns.map((column) => {
      const at = column % cards.length
      const again = group.filter((id) => cards[at]!.memberIds.includes(id)).length
      const isOwn = again * 2 > group.length
      const turns = (at - i - 1 + groups.length * cards.length) % cards.length
      const copy = Math.floor(column / cards.length)
      return Number(isOwn) * 1e13 + copy * 1e10 + Number(cards[at]!.isBlank) * 1e7 + again * 1e4 + turns
    }),
  )
  return cheapest(costs).map((column) => {
    const { breakoutId, name } = cards[column % cards.length]!
    return { breakoutId, name }
  })
}

/**
 * For each row a column of its own, so that the sum of their costs is the least: the Hungarian method with potentials (Kuhn
 * 1955, Munkres 1957), rows added one after the other. There are no fewer columns than rows.
 */
function cheapest(costs: number[][]): number[] {
  const columns = costs[0]?.length ?? 0
  const ofRow = new Array<number>(costs.length).fill(0)
  const ofColumn = new Array<number>(columns).fill(0)
  const rowIn = new Array<number>(columns).fill(-1)
  for (let added = 0; added < costs.length; added++) {
    const slack = new Array<number>(columns).fill(Infinity)
    const cameFrom = new Array<number>(columns).fill(-1)
    const seen = new Set<number>()
    let [row, at] = [added, -1]
    for (;;) {
      let next = -1
      for (let column = 0; column < columns; column++) {
        if (seen.has(column)) continue
        const left = costs[row]![column]! - ofRow[row]! - ofColumn[column]!
        if (left < slack[column]!) {
          slack[column] = left
          cameFrom[column] = at
        }
        if (next < 0 || slack[column]! < slack[next]!) next = column
      }
      const step = slack[next]!
      ofRow[added]! += step
      for (let column = 0; column < columns; column++) {
        if (!seen.has(column)) slack[column]! -= step
        else {
          ofRow[rowIn[column]!]! += step
          ofColumn[column]! -= step
        }
      }
      seen.add(next)
      at = next
      if (rowIn[at]! < 0) break
      row = rowIn[at]!
    }
    for (; at >= 0; at = cameFrom[at]!) rowIn[at] = cameFrom[at]! < 0 ? added : rowIn[cameFrom[at]!]!
  }
  const columnOf = new Map(rowIn.map((row, column) => [row, column]))
  return costs.map((_, row) => columnOf.get(row)!)
}
