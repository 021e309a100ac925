import type { Duty } from '../../shared/composing.ts'
import type { Served } from './ports.ts'

/**
 * One leader and one note-taker for each breakout, by member: whoever has had the duty least recently in this circle, then
 * whoever has had any least recently, then in the order in which they sit. Who is alone leads.
 */
export function roundDuties(groups: string[][], served: Served[]): Record<string, Duty> {
  const duties: Record<string, Duty> = {}
  for (const group of groups) {
    const leader = nextTo('leader', group, served)
    if (leader !== undefined) duties[leader] = 'leader'
    const others = group.filter((id) => id !== leader)
    const noteTaker = nextTo('note-taker', others, served)
    if (noteTaker !== undefined) duties[noteTaker] = 'note-taker'
  }
  return duties
}

/** Those whose turn to lead it is, so that the engine seats each in a breakout of their own. */
export function nextLeaders(people: string[], count: number, served: Served[]): string[] {
  return people.toSorted((a, b) => lastAt('leader', a, served) - lastAt('leader', b, served)).slice(0, count)
}

function nextTo(duty: Duty, group: string[], served: Served[]): string | undefined {
  const turn = (id: string) => [lastAt(duty, id, served), lastAt(null, id, served)] as const
  return group.toSorted((a, b) => turn(a)[0] - turn(b)[0] || turn(a)[1] - turn(b)[1])[0]
}

const lastAt = (duty: Duty | null, memberId: string, served: Served[]) =>
  Math.max(
    0,
    ...served.filter((one) => one.memberId === memberId && one.duty === (duty ?? one.duty)).map(({ at }) => at),
  )

/** What a duty says in somebody's reason: 'note-taker, last served in March'. */
export function dutyLine(duty: Duty, memberId: string, served: Served[]): string {
  const last = served.find((one) => one.memberId === memberId && one.duty === duty)
  const task = duty === 'leader' ? 'leads' : 'note-taker'
  if (!last) return `${task} for the first time`
  return `${task}, ${duty === 'leader' ? 'last led' : 'last served'} ${last.when}`
}
