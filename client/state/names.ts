import { signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'

const known = signal<Readonly<Record<Id, string>>>({})

/** Takes note of names that came with an answer; also of people who have left since. */
export function learnNames(names: Record<Id, string>): void {
  const isNews = Object.entries(names).some(([id, name]) => known.peek()[id] !== name)
  if (isNews) known.value = { ...known.peek(), ...names }
}

/** The name of a member, also of one who has left; follows renames. */
export const nameOf = (memberId: Id): string => known.value[memberId] ?? 'Somebody'
