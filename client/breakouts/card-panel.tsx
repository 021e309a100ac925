import { useEffect } from 'preact/hooks'
import type { RoomState } from '../../shared/rooms.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { CardEditing } from './card-editing.tsx'
import { HandedOn } from './handed-on.tsx'
import { useCard } from './use-card.ts'

// Others see the words come in; each pause is a version that is kept.
const pauseMs = 800

/** The card of this breakout, written together while it is open. */
export function CardPanel({ state }: { state: RoomState }) {
  const { state: card, refusal, editor, again } = useCard(state.circleId, state.roomId, state.name, pauseMs)
  // Whoever comes late can be the owner of an action as well.
  const people = state.seats.map(({ memberId }) => memberId).join()
  useEffect(() => void (card && editor.look()), [people])
  if (refusal) return <Failed onRetry={again}>{refusalText(refusal)}</Failed>
  if (!card) return <Skeleton lines={6} label="Fetching the card" />
  const handed = state.round?.breakouts.find(({ roomId }) => roomId === state.roomId)?.handed
  return (
    <>
      {handed && <HandedOn key={handed.breakoutId} {...handed} />}
      <p class="hint">Everybody here writes on this card. When the round ends, it is posted at the table.</p>
      <div class="stack" onFocusOut={() => void editor.flush()}>
        <CardEditing state={card} editor={editor} />
      </div>
    </>
  )
}
