import '../styles/harvest.css'
import { useEffect } from 'preact/hooks'
import type { HarvestCard } from '../../shared/harvest.ts'
import type { BreakoutCard } from '../../shared/rooms.ts'
import { ask, onEvent } from '../api/socket.ts'
import { blankCard, isSameCard } from '../state/card-form.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { learnNames, nameOf } from '../state/names.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { CardView } from './card-view.tsx'

type Handed = NonNullable<BreakoutCard['handed']>

/** The card that was passed on to this breakout, as its people have left it: to be read, and gone on from. */
export function HandedOn({ breakoutId, name }: Handed) {
  const { answer, again } = useLookedUp(() => ask('harvest:view', { roomId: breakoutId }), [breakoutId])
  useEffect(() => {
    const isOurs = (id: string) => id === breakoutId
    return onEvent((event) => {
      if (event.kind === 'harvest:corrected' && isOurs(event.body.breakoutId)) void again()
    })
  }, [again])
  useEffect(() => {
    if (answer?.ok) learnNames(answer.reply.names)
  }, [answer])
  if (!answer) return <Skeleton label="Fetching the card that was handed on" />
  if (!answer.ok) return <Failed onRetry={() => void again()}>{refusalText(answer.error)}</Failed>
  return <HandedView name={name} card={answer.reply.isPosted ? answer.reply.card : null} nameOf={nameOf} />
}

type HandedViewProps = { name: string; card: HarvestCard | null; nameOf: (memberId: string) => string }

export function HandedView({ name, card, nameOf }: HandedViewProps) {
  return (
    <details class="handed" open>
      <summary>
        Handed on to you by <bdi>{name}</bdi>
      </summary>
      {card && !isSameCard(card, blankCard) ? (
        <CardView card={card} nameOf={nameOf} />
      ) : (
        <p>They noted nothing on their card.</p>
      )}
    </details>
  )
}
