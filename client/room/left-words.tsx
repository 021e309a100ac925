import { useEffect, useState } from 'preact/hooks'
import type { RoomState } from '../../shared/rooms.ts'
import { keepDraftsNow, keepSoon } from '../state/drafts.ts'
import { begunIn, isLost, refusedElsewhere, type Begun } from '../state/left-words.ts'
import { myId } from '../state/me.ts'
import { useSaid } from '../state/notices.ts'
import { discard, entries } from '../state/outbox.ts'
import { Button } from '../ui/button.tsx'
import { LeftBehind } from '../ui/left-behind.tsx'
import { composerField, composing } from './composing.ts'
import { isHostHere } from './hosting.ts'

/** Words that somebody had not sent yet when a breakout ended for them, or sent too late. */
export function LeftWords({ state, canWrite }: { state: RoomState; canWrite: boolean }) {
  const [begun, setBegun] = useState<readonly Begun[]>([])
  useEffect(() => {
    let isShown = true
    void begunIn(state.circleId).then((found) => isShown && setBegun(found))
    return () => void (isShown = false)
  }, [])
  const looking = { state, memberId: myId.value ?? '', leads: isHostHere.value }
  const lost = begun.filter((one) => isLost(one, looking))
  const refused = refusedElsewhere(entries.value, state, canWrite)
  if (lost.length + refused.length === 0) return null
  return (
    <section class="left-behind-frame" aria-label="What was not said">
      {lost.map(({ key, name, text }) => (
        <Left
          key={key}
          lead="Not said in"
          room={name}
          words={text}
          canWrite={canWrite}
          onDone={() => {
            keepSoon(key, null)
            void keepDraftsNow()
            setBegun(begun.filter((other) => other.key !== key))
          }}
        />
      ))}
      {refused.map(({ commandId, roomName, text, isChange }) => (
        <Left
          key={commandId}
          lead={isChange ? 'Not changed in' : 'Not said in'}
          room={roomName ?? 'the room you were in'}
          words={text}
          canWrite={canWrite}
          onDone={() => void discard(commandId)}
        />
      ))}
    </section>
  )
}

const saidAtMost = 120

type LeftProps = { lead: string; room: string; words: string; canWrite: boolean; onDone: () => void }

function Left({ lead, room, words, canWrite, onDone }: LeftProps) {
  useSaid(`${lead} ${room}: ${words.slice(0, saidAtMost)}`)
  const isFree = canWrite && !composing.value.editing
  return (
    <LeftBehind
      lead={
        <>
          {lead} <b>{room}</b>:
        </>
      }
      words={words}
      onPutAway={onDone}
    >
      {isFree && (
        <Button
          look="plain"
          onClick={async () => {
            putIntoField(words)
            // They are kept here before they are gone there.
            await keepDraftsNow()
            onDone()
          }}
        >
          Put it into the field
        </Button>
      )}
    </LeftBehind>
  )
}

/** After what stands there, as if it were typed: so it is kept as the draft of this room. */
function putIntoField(words: string): void {
  const field = composerField.current
  if (!field) return
  field.value = field.value.trim() === '' ? words : `${field.value.trimEnd()}\n${words}`
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  field.focus()
}
