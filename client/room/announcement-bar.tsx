import { useEffect, useState } from 'preact/hooks'
import type { Id } from '../../shared/ids.ts'
import { newAsides, putThreadAway } from '../state/asides.ts'
import { newWords } from '../state/host-words.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { announce } from '../state/notices.ts'
import { putAway } from '../state/put-away.ts'
import { tableId } from '../state/room.ts'
import { Banner } from '../ui/banner.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Time } from '../ui/time.tsx'
import { AsideDialog } from './aside-dialog.tsx'
import { isHostHere } from './hosting.ts'

/**
 * What hosts said, to everybody or to this breakout, and what was said aside. The newest of each stands there until it is
 * put away or answered; then the one before it does.
 */
export function AnnouncementBar() {
  const [answering, setAnswering] = useState<{ threadId: Id | null } | null>(null)
  const [word, beside] = [newWords.value.at(-1), newAsides.value.at(-1)]
  const isToUs = word !== undefined && !word.isForAll && !isHostHere.value
  return (
    <>
      {word && (
        <Said
          id={word.wordId}
          by={word.memberId ? nameOf(word.memberId) : 'The host'}
          to={word.isForAll ? 'to everybody' : 'to this breakout'}
          said={word}
          earlier={newWords.value.length - 1}
          onAnswer={isToUs ? () => setAnswering({ threadId: myId.value }) : null}
          onPutAway={() => putAway(word.wordId)}
        />
      )}
      {beside && (
        <Said
          id={beside.asideId}
          by={nameOf(beside.memberId)}
          to={toText(beside.threadId, beside.memberId)}
          said={beside}
          earlier={newAsides.value.length - 1}
          onAnswer={() => {
            setAnswering({ threadId: beside.threadId })
            putThreadAway(beside)
          }}
          onPutAway={() => putAway(beside.asideId)}
        />
      )}
      {answering && tableId.value && (
        <AsideDialog tableId={tableId.value} threadId={answering.threadId} onClose={() => setAnswering(null)} />
      )}
    </>
  )
}

/** For whom it was, as its reader sees it. */
function toText(threadId: Id | null, byId: Id): string {
  if (threadId === null || threadId === byId) return 'to the hosts'
  return threadId === myId.value ? 'to you' : `to ${nameOf(threadId)}`
}

type SaidProps = {
  id: Id
  by: string
  to: string
  said: { text: string; at: number }
  /** How many wait behind it. */
  earlier: number
  onAnswer: (() => void) | null
  onPutAway: () => void
}

// What was read out once is not when it comes to light again, here or in the next room.
const heard = new Set<Id>()

function Said({ id, by, to, said: { text, at }, earlier, onAnswer, onPutAway }: SaidProps) {
  useEffect(() => {
    if (!heard.has(id)) announce(`${by} ${to}: ${text}`)
    heard.add(id)
  }, [id])
  return (
    <Banner
      tone="info"
      icon="speak"
      action={
        <div class="row">
          {onAnswer && (
            <Button look="quiet" onClick={onAnswer}>
              Answer
            </Button>
          )}
          <IconButton icon="close" label="Put away" onClick={onPutAway} />
        </div>
      }
    >
      <b>{by}</b> {to}: <span class="said">{text}</span>{' '}
      <span class="hint">
        <Time at={at} style="time" />
        {earlier > 0 && `, ${earlier} more behind it`}
      </span>
    </Banner>
  )
}
