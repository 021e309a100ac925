import type { TurnTimer } from '../../shared/rooms.ts'

type Turn = Pick<TurnTimer, 'memberId' | 'label'>
type NameOf = (memberId: string) => string

/** Whose turn it is, or what the time is for. */
export function turnText({ memberId, label }: Turn, myId: string | null, nameOf: NameOf): string {
  if (memberId === null) return label || 'Timer'
  return memberId === myId ? 'Your turn' : `${nameOf(memberId)}'s turn`
}

/** 90 is "1 minute 30 seconds". */
export function lengthText(seconds: number): string {
  const parts = [count(Math.floor(seconds / 60), 'minute'), count(seconds % 60, 'second')]
  return parts.filter(Boolean).join(' ')
}

const count = (n: number, unit: string) => (n === 0 ? '' : `${n} ${unit}${n === 1 ? '' : 's'}`)
