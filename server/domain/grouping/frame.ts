/**
 * A ready schedule of points, before anybody sits on them: `rounds[r][point]` is the group of a point. Points of one
 * column do not meet, unless rounds inside the columns are a part of the schedule: a free keep-apart, and a column of
 * facilitators serves every group. A frame without columns puts every point into column -1.
 */
export type Frame = { groups: number; points: number; columnOf: number[]; rounds: number[][] }

/** How often two points meet again over the rounds of a frame. */
export function frameRepeats(rounds: number[][]): number {
  const met = new Set<number>()
  let repeats = 0
  for (const labels of rounds) {
    const groups = Map.groupBy(labels.keys(), (point) => labels[point]!)
    for (const points of groups.values()) {
      for (const a of points) {
        for (const b of points) {
          if (a >= b) continue
          const pair = a * labels.length + b
          if (met.has(pair)) repeats++
          else met.add(pair)
        }
      }
    }
  }
  return repeats
}

/** The frame's labels for each round to plan that has its number of groups, in turn; undefined for the others. */
export function labelsByRound(frame: Frame, shapes: { groups: number }[]): (number[] | undefined)[] {
  let used = 0
  return shapes.map((shape) => (shape.groups === frame.groups ? frame.rounds[used++] : undefined))
}
