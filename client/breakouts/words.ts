import type { CommandReply } from '../../shared/commands.ts'
import type { LateRule } from '../../shared/composing.ts'
import { spotOf, type Plan } from './plan.ts'

const list = new Intl.ListFormat('en')

type NameOf = (memberId: string) => string

export const namesText = (ids: readonly string[], nameOf: NameOf) => list.format(ids.map(nameOf))

/** What the host is told after opening: who came or left since the preview, and how much that changed. */
export function repairedText({ placed, gone, changed }: CommandReply<'round:open'>['repaired'], nameOf: NameOf) {
  if (placed.length === 0 && gone.length === 0) return 'The breakouts are open, as you planned them.'
  const came = placed.length > 0 && `${namesText(placed, nameOf)} came in meanwhile and ${be(placed)} placed.`
  const left = gone.length > 0 && `${namesText(gone, nameOf)} had left.`
  const changes =
    changed === 0
      ? 'No breakout changed otherwise.'
      : changed === 1
        ? 'One breakout changed.'
        : `${changed} breakouts changed.`
  return ['The breakouts are open.', came, left, changes].filter(Boolean).join(' ')
}

/** What the host sees while composing: the room lives on. */
export function changedText({ came, left }: { came: string[]; left: string[] }, nameOf: NameOf): string | null {
  if (came.length === 0 && left.length === 0) return null
  const sat = came.length > 0 && `${namesText(came, nameOf)} sat down since this preview.`
  const went = left.length > 0 && `${namesText(left, nameOf)} left.`
  return [sat, went, 'When you open, this is put right with as few changes as possible.'].filter(Boolean).join(' ')
}

/** Whom the host has placed with one press. */
export function placedText(placed: readonly string[], nameOf: NameOf): string {
  if (placed.length === 0) return 'Nobody else could be given a place just now.'
  return `${namesText(placed, nameOf)} ${placed.length === 1 ? 'has' : 'have'} a place now.`
}

/** Whom the engine has moved besides, to keep what the host asked for. */
export function movedText(ids: readonly string[], plan: Plan, nameOf: NameOf): string {
  if (ids.length > 4) return `${ids.length} people sit elsewhere now, to keep the sizes.`
  const each = ids.map((id) => {
    const at = spotOf(plan, id)
    return `${nameOf(id)} to ${typeof at === 'number' ? plan.groups[at]!.name : 'the table'}`
  })
  return `To keep the sizes: ${list.format(each)}.`
}

/** What becomes of somebody who comes while a round is open. */
export const lateRules: readonly { value: LateRule; label: string }[] = [
  { value: 'smallest', label: 'Sits where there are fewest' },
  { value: 'fewest-met', label: 'Sits with whom they know least' },
  { value: 'stay', label: 'Stays at the table' },
]

const be = (ids: readonly string[]) => (ids.length === 1 ? 'was' : 'were')
