import type { RecapCard } from '../../shared/circles.ts'

export type Week = { startsAt: number; recaps: RecapCard[] }

/** Recaps by the week in which they were signed, Monday first, in the reader's own time; newest first. */
export function byWeek(recaps: readonly RecapCard[]): Week[] {
  const weeks = Map.groupBy(recaps, ({ signedAt }) => mondayOf(signedAt))
  return [...weeks]
    .map(([startsAt, inWeek]) => ({ startsAt, recaps: inWeek }))
    .toSorted((a, b) => b.startsAt - a.startsAt)
}

function mondayOf(at: number): number {
  const day = new Date(at)
  day.setHours(0, 0, 0, 0)
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7))
  return day.getTime()
}
