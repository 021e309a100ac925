import { useComputed } from '@preact/signals'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { isLooking } from '../state/looking.ts'
import { myId } from '../state/me.ts'
import { entriesOf, landed } from '../state/outbox.ts'
import { pendingMessages, unread, withPending } from '../state/pending.ts'
import { postedCards } from '../state/posted-cards.ts'
import { loadOlder, readBefore, room, transcript, trimOlder } from '../state/room.ts'
import { markRead, reads } from '../state/reads.ts'
import { active, type RoomIds } from './composing.ts'
import { stepByArrow } from './message-keys.ts'
import { Message } from './message.tsx'
import { Pending, RefusedChange } from './pending.tsx'
import { PostedCard } from './posted-card.tsx'
import { findMessage } from './quote.tsx'
import { rowsOf } from './rows.ts'
import { lastInSight, useScroll } from './scroll.ts'
import { dayName } from './day-name.ts'
import { useNewsPlace } from './news-place.ts'

/** The room's log as people read it: days, the line before what is new, messages, and what is still on its way. */
export function MessageList({ ids, canAct }: { ids: RoomIds; canAct: boolean }) {
  const list = useRef<HTMLDivElement>(null)
  const [isLoading, setLoading] = useState(false)
  const waiting = useComputed(() => unread(entriesOf(ids.roomId), landed.value, room.value?.head ?? 0))
  const shown = useComputed(() => withPending(transcript.value?.messages ?? [], waiting.value, myId.value ?? ''))
  const messages = shown.value
  const cards = postedCards.value
  const mine = messages.filter((message) => message.memberId === myId.value).slice(-10)
  const pending = pendingMessages(waiting.value, mine)
  const refused = waiting.value.filter((entry) => entry.name !== 'message:send' && entry.refusal)
  const { unseen, isAtEnd, toEnd } = useScroll(list, messages, pending.length, myId.value, cards)
  const newAfter = readBefore.value
  const rows = useMemo(() => rowsOf(messages, newAfter, myId.value, undefined, cards), [messages, newAfter, cards])
  const lastRow = rows.at(-1)
  const isMineLast = lastRow?.kind === 'message' && lastRow.message.memberId === myId.value
  useReading(ids.roomId, list, isAtEnd)
  useNewsPlace(list)
  useAddress()

  const older = async () => {
    setLoading(true)
    await loadOlder()
    setLoading(false)
  }

  return (
    <div class="log-frame">
      <div
        ref={list}
        class="log"
        role="log"
        aria-label="Messages"
        aria-live="polite"
        aria-busy={isLoading}
        tabIndex={0}
        onKeyDown={stepByArrow}
        onPointerLeave={() => (active.value = null)}
      >
        {transcript.value?.hasOlder && (
          <Button look="plain" isBusy={isLoading} onClick={() => void older()}>
            {isLoading ? 'Fetching …' : 'Earlier messages'}
          </Button>
        )}
        {rows.length === 0 && pending.length === 0 && <FirstWords canAct={canAct} />}
        {rows.map((row) => {
          if (row.kind === 'day')
            return (
              <h2 key={row.key} class="day">
                {dayName(row.at)}
              </h2>
            )
          if (row.kind === 'new')
            return (
              <p key={row.key} class="new-line">
                New
              </p>
            )
          if (row.kind === 'card') return <PostedCard key={row.key} posted={row.card} />
          return <Message key={row.key} message={row.message} isContinued={row.isContinued} ids={ids} canAct={canAct} />
        })}
        {pending.map((message, i) => (
          <Pending key={message.commandId} message={message} isContinued={i > 0 || isMineLast} />
        ))}
        {refused.map((entry) => (
          <RefusedChange key={entry.input.commandId} entry={entry} />
        ))}
      </div>
      {!isAtEnd && (
        <div class="to-end">
          <Button look={unseen > 0 ? 'main' : 'quiet'} icon="down" onClick={toEnd}>
            {unseen > 0 ? `${unseen} new` : 'To the newest'}
          </Button>
        </div>
      )}
    </div>
  )
}

function FirstWords({ canAct }: { canAct: boolean }) {
  return (
    <Empty title="Nothing said yet">
      {canAct ? 'Somebody has to begin. A hello will do.' : 'Whoever sits down first can begin.'}
    </Empty>
  )
}

/** Marks as read what was in sight of somebody who was looking, and remembers where they were when they looked away. */
function useReading(roomId: string, list: { current: HTMLDivElement | null }, isAtEnd: boolean): void {
  const head = room.value?.head ?? 0
  const looks = isLooking.value
  useEffect(() => {
    const box = list.current
    if (!looks || !box) return
    const look = () => markRead(roomId, isAtEnd ? head : lastInSight(box))
    look()
    if (isAtEnd) trimOlder()
    box.addEventListener('scrollend', look)
    return () => box.removeEventListener('scrollend', look)
  }, [roomId, looks, isAtEnd, head])
  useEffect(() => {
    if (!looks) return () => {}
    return () => (readBefore.value = reads.peek()[roomId] ?? 0)
  }, [roomId, looks])
}

/** Follows `#m-<seq>` when the address changes while the room is open. */
function useAddress(): void {
  useEffect(() => {
    const go = () => {
      const seq = Number(/^#m-(\d+)$/.exec(location.hash)?.[1])
      if (seq) void findMessage(seq)
    }
    if (location.hash) go()
    addEventListener('hashchange', go)
    return () => removeEventListener('hashchange', go)
  }, [])
}
