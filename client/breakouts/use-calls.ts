import { useEffect, useState } from 'preact/hooks'
import type { RoundState } from '../../shared/rooms.ts'
import { ask } from '../api/socket.ts'
import { calls, deskNews } from '../state/desk.ts'
import { tellTab } from '../state/looking.ts'
import { myId } from '../state/me.ts'
import { announce, dismiss, notify } from '../state/notices.ts'
import type { Breakout } from './desk-words.ts'

/** The breakouts of the open round that ask for more time, as of the last news from the desk. */
export function useAsking(round: RoundState | null, isWatched: boolean): Breakout[] {
  const [asking, setAsking] = useState<Breakout[]>([])
  const news = deskNews.value
  useEffect(() => {
    if (!round) return setAsking([])
    let isStale = false
    void ask('round:monitor', { roomId: round.parentId, roundId: round.roundId }).then((answer) => {
      if (answer.ok && !isStale) setAsking(answer.reply.breakouts.filter(({ asked }) => asked !== null))
    })
    return () => void (isStale = true)
  }, [news, round?.roundId, isWatched])
  return asking
}

// These outlive a screen: a host who goes from one breakout to the next is not told the same once more, and what they were
// told still leads to the desk.
const told = new Set<string>()
const shown = new Set<number>()
let lookFromHere = () => {}

/**
 * Says once that somebody calls whose turn it is to be heard by this host, or that a breakout asks for time: in words where
 * the host is `looking` at what shows it, else as a notice, which leads there unless something else is being done.
 */
export function useCallsAloud(asking: readonly Breakout[], look: () => void, doing: 'looking' | 'other' | null): void {
  const isLooking = doing === 'looking'
  const mine = calls.value.filter(({ askedId }) => askedId === myId.value)
  // Whose turn it is no longer may be asked again.
  const others = calls.value.filter(({ askedId }) => askedId !== myId.value)
  const news = new Map([
    ...mine.map(({ helpId }) => [helpId, 'Somebody calls for help.'] as const),
    ...asking.map(({ roomId, name, asked }) => [`${roomId} ${asked?.at}`, `${name} would like more time.`] as const),
  ])
  useEffect(() => void (lookFromHere = look))
  useEffect(() => {
    if (!isLooking) return
    shown.forEach(dismiss)
    shown.clear()
  }, [isLooking])
  useEffect(() => {
    for (const [id, text] of news) {
      if (told.has(id)) continue
      told.add(id)
      tellTab(text)
      if (isLooking) announce(text)
      else shown.add(notify(text, doing ? {} : { action: { label: 'Look', run: () => lookFromHere() } }))
    }
    for (const { helpId } of others) told.delete(helpId)
  }, [[...news.keys()].join()])
}
