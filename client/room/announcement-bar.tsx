import { useState } from 'preact/hooks'
import type { Id } from '../../shared/ids.ts'
import { announcements, putAway } from '../state/announcements.ts'
import { aside, putAsideAway } from '../state/asides.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { tableId } from '../state/room.ts'
import { Banner } from '../ui/banner.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { AsideDialog } from './aside-dialog.tsx'
import { isHostHere } from './hosting.ts'

/** What was just said by a host, to everybody or to this breakout, or aside; each until it is put away or answered. */
export function AnnouncementBar({ roomId }: { roomId: string }) {
  const [answering, setAnswering] = useState<{ threadId: Id | null } | null>(null)
  const said = announcements.value.find((one) => one.roomId === roomId)
  const beside = aside.value
  const isToUs = said !== undefined && !said.isForAll && !isHostHere.value
  return (
    <>
      {said && (
        <Said
          by={said.hostId ? nameOf(said.hostId) : 'The host'}
          to={said.isForAll ? 'to everybody' : 'to this breakout'}
          text={said.text}
          onAnswer={isToUs ? () => setAnswering({ threadId: myId.value }) : null}
          onPutAway={() => putAway(roomId)}
        />
      )}
      {beside && (
        <Said
          by={nameOf(beside.memberId)}
          to={toText(beside.threadId, beside.memberId)}
          text={beside.text}
          onAnswer={() => {
            setAnswering({ threadId: beside.threadId })
            putAsideAway(beside)
          }}
          onPutAway={() => putAsideAway(beside)}
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

type SaidProps = { by: string; to: string; text: string; onAnswer: (() => void) | null; onPutAway: () => void }

const Said = ({ by, to, text, onAnswer, onPutAway }: SaidProps) => (
  <Banner
    tone="info"
    icon="speak"
    isNews
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
    <b>{by}</b> {to}: <span class="said">{text}</span>
  </Banner>
)
