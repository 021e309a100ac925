import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Message } from '../../shared/rooms.ts'

const nearPx = 48

export type Scrolling = {
  /** How many messages of others have come in since the reader left the newest. */
  unseen: number
  isAtEnd: boolean
  toEnd: () => void
}

/**
 * Keeps the list where its reader is. It follows the newest message only while the reader is there, opens at the first
 * new message, and stays put when older pages are added in front. `growth` changes with whatever stands below the log,
 * `others` with whatever else stands in it.
 */
export function useScroll(
  list: RefObject<HTMLDivElement | null>,
  messages: Message[],
  growth: number,
  myId: string | null,
  others: unknown,
): Scrolling {
  const [isAtEnd, setAtEnd] = useState(true)
  const [seenUpTo, setSeenUpTo] = useState(Infinity)
  const before = useRef({ first: 0, last: 0, growth: 0, isOpen: false })
  const wasAtEnd = useRef(true)
  const [first, last] = [messages[0]?.seq ?? 0, messages.at(-1)?.seq ?? 0]

  // Measured while the old rows still stand: what is in sight shall not move when older ones come in front.
  const anchor = useRef<Anchor | null>(null)
  if (list.current && before.current.isOpen && first < before.current.first) anchor.current = anchorIn(list.current)

  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight })

  useLayoutEffect(() => {
    const box = list.current
    if (!box) return
    const was = before.current
    if (!was.isOpen) openAt(box)
    else if (anchor.current) box.scrollTop += topOf(anchor.current.element) - anchor.current.top
    else if (wasAtEnd.current || growth > was.growth) toEnd()
    anchor.current = null
    before.current = { first, last, growth, isOpen: last > 0 || growth > 0 }
  }, [first, last, growth, messages, others])

  useEffect(() => {
    const box = list.current
    if (!box) return
    const look = () => {
      const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx
      if (isNear !== wasAtEnd.current) setSeenUpTo(isNear ? Infinity : before.current.last)
      wasAtEnd.current = isNear
      setAtEnd(isNear)
    }
    // A keyboard that opens, or a composer that grows, takes room from the list: who is at the end stays there.
    const resized = new ResizeObserver(() => {
      if (wasAtEnd.current) toEnd()
      else look()
    })
    box.addEventListener('scroll', look, { passive: true })
    resized.observe(box)
    look()
    return () => {
      box.removeEventListener('scroll', look)
      resized.disconnect()
    }
  }, [])

  const unseen = isAtEnd ? 0 : messages.filter((m) => m.seq > seenUpTo && m.memberId !== myId).length
  return { unseen, isAtEnd, toEnd }
}

type Anchor = { element: Element; top: number }

/** The first words in sight, and where they stand. */
function anchorIn(box: HTMLElement): Anchor | null {
  const edge = topOf(box)
  const element = [...box.querySelectorAll('.message-body')].find((body) => topOf(body) >= edge)
  return element ? { element, top: topOf(element) } : null
}

const topOf = (element: Element) => element.getBoundingClientRect().top

/** Where a room opens: at the message of the address, at the line before what is new, or at the end. */
function openAt(box: HTMLElement): void {
  const named = /^#m-\d+$/.test(location.hash) ? box.querySelector<HTMLElement>(location.hash) : null
  const line = box.querySelector<HTMLElement>('.new-line')
  if (named) showMessage(named)
  else if (line) box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top - 64
  else box.scrollTop = box.scrollHeight
}

/** Brings a message into the middle and gives it the focus, so that eyes and screen readers find it. */
export function showMessage(message: HTMLElement): void {
  message.scrollIntoView({ block: 'center' })
  message.focus({ preventScroll: true })
  // What comes into the list before the browser tells of this would take its reader back to the end.
  message.closest('.log')?.dispatchEvent(new Event('scroll'))
}

/** The highest number of a message that is fully in sight, or 0. */
export function lastInSight(box: HTMLElement): number {
  const bottom = box.getBoundingClientRect().bottom + 1
  const shown = [...box.querySelectorAll<HTMLElement>('[data-seq]')]
  const last = shown.findLast((message) => message.getBoundingClientRect().bottom <= bottom)
  return Number(last?.dataset['seq'] ?? 0)
}
