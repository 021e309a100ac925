import { useState } from 'preact/hooks'
import { circle } from '../state/circle.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { presenceOf } from '../state/presence.ts'
import { room } from '../state/room.ts'
import { matching, mentionAt, withName } from './mentions.ts'

/** The list that opens while somebody writes an `@`: whom it offers and which of them is chosen. */
export function useMentions(text: string, put: (text: string, caret: number) => void) {
  const [at, setAt] = useState<{ from: number; word: string } | null>(null)
  const [index, setIndex] = useState(0)
  const people = at ? matching(peopleToName(), at.word) : []
  const isOpen = people.length > 0
  const chosen = people[Math.min(index, people.length - 1)]

  const look = (field: HTMLTextAreaElement) => {
    setAt(mentionAt(field.value, field.selectionStart))
    setIndex(0)
  }

  const take = (name: string) => {
    if (!at) return
    const named = withName(text, at, name)
    put(named.text, named.caret)
    setAt(null)
  }

  /** Whether the key belonged to the list. */
  const key = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false
    if (event.key === 'ArrowDown') setIndex((index + 1) % people.length)
    else if (event.key === 'ArrowUp') setIndex((index + people.length - 1) % people.length)
    else if (event.key === 'Enter' || event.key === 'Tab') take(chosen!.name)
    else if (event.key === 'Escape') setAt(null)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  return { people, isOpen, chosen, look, take, key, close: () => setAt(null) }
}

function peopleToName() {
  const seated = new Set(room.value?.seats.map(({ memberId }) => memberId))
  const members = circle.value?.members ?? []
  // Guests are no members, and know of nobody but who sits here.
  const others = [...seated].filter((id) => members.every(({ memberId }) => memberId !== id))
  return [...members, ...others.map((memberId) => ({ memberId, name: nameOf(memberId) }))]
    .filter(({ memberId }) => memberId !== myId.value)
    .map(({ memberId, name }) => ({ memberId, name, isHere: seated.has(memberId) || presenceOf(memberId) === 'here' }))
}
