import type { QueryReply } from '../../shared/queries.ts'
import { nameOf } from '../state/names.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { Time } from '../ui/time.tsx'
import { CardEditing } from './card-editing.tsx'
import { CardView } from './card-view.tsx'
import { useCard } from './use-card.ts'

type CardDialogProps = { circleId: string; roomId: string; name: string; onClose: () => void }

// A correction is one version, or few: everybody at the table can look through them.
const pauseMs = 10_000

/** A posted card: corrected by its people for a day, and looked through by everybody at the table. */
export function CardDialog({ circleId, roomId, name, onClose }: CardDialogProps) {
  const { state, refusal, editor, again } = useCard(circleId, roomId, name, pauseMs)
  const close = async () => {
    const wasRefused = state?.saving === 'refused'
    if ((await editor.leave()) || wasRefused) onClose()
  }
  return (
    <Dialog title={`Card of ${name}`} onClose={() => void close()}>
      {refusal && <Failed onRetry={again}>{refusalText(refusal)}</Failed>}
      {!refusal && !state && <Skeleton lines={6} label="Fetching the card" />}
      {state && (
        <>
          {state.view.mayCorrect ? (
            <>
              {state.view.until && (
                <p class="hint">
                  Its people can correct it until <Time at={state.view.until} />. Everybody sees what was changed.
                </p>
              )}
              <CardEditing state={state} editor={editor} />
            </>
          ) : (
            state.view.card && <CardView card={state.view.card} nameOf={nameOf} />
          )}
          <Versions history={state.view.history} onOpen={() => void editor.look()} />
          <div class="dialog-foot">
            <Button look="quiet" onClick={() => void close()}>
              Done
            </Button>
          </div>
        </>
      )}
    </Dialog>
  )
}

type Version = QueryReply<'harvest:view'>['history'][number]

/** Who wrote what, the newest first. */
export function Versions({ history, onOpen }: { history: readonly Version[]; onOpen: () => void }) {
  const earlier = history.slice(1)
  if (earlier.length === 0) return null
  return (
    <details onToggle={onOpen}>
      <summary>{earlier.length === 1 ? 'One earlier version' : `${earlier.length} earlier versions`}</summary>
      <ol class="plain-list card-versions">
        {earlier.map(({ version, memberId, at, card }) => (
          <li key={version} class="inset stack-tight">
            <p class="hint">
              Version {version}, saved by <bdi>{nameOf(memberId)}</bdi>, <Time at={at} />
            </p>
            <CardView card={card} nameOf={nameOf} />
          </li>
        ))}
      </ol>
    </details>
  )
}
