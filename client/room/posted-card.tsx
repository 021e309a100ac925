import { useState } from 'preact/hooks'
import type { PostedCard as Posted } from '../../shared/harvest.ts'
import { limits } from '../../shared/limits.ts'
import { serverTime } from '../api/clock.ts'
import { CardView } from '../breakouts/card-view.tsx'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { openedCard } from '../state/posted-cards.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { timeText } from '../ui/time.tsx'
import { memo } from './memo.ts'

/** What a breakout brought back, where it was posted; its people may correct it for a day. */
export const PostedCard = memo(function PostedCard({ posted }: { posted: Posted }) {
  const { breakoutId, name, no, of, memberIds, version, card, corrected } = posted
  const mayCorrect = memberIds.includes(myId.value ?? '') && serverTime() < posted.at + limits.harvest.correctWithinMs
  const open = () => (openedCard.value = breakoutId)
  // Cards of earlier are fetched after the log stands: they are no news to be read out.
  const [isNews] = useState(() => serverTime() - posted.at < newsMs)
  return (
    <section
      {...(!isNews && { 'aria-live': 'off' })}
      id={`m-${posted.seq}`}
      tabIndex={-1}
      class={`posted${card ? '' : ' posted-none'}`}
      aria-label={`What ${name} brought back`}
    >
      <header class="posted-head">
        <Icon name="goal" />
        <b class="grow">
          <bdi>{name}</bdi>
          {card ? ' brought back' : ': nothing noted'}
        </b>
        <span class="hint">
          {no} of {of}
        </span>
      </header>
      {card && <CardView card={card} nameOf={nameOf} />}
      <footer class="row posted-foot">
        <div class="hint grow">
          <p>{peopleText(memberIds.map(nameOf))}</p>
          {corrected && <p>{`Corrected by ${nameOf(corrected.memberId)}, ${timeText(corrected.at, 'full')}`}</p>}
        </div>
        {(mayCorrect || version > 1) && (
          <Button look="plain" icon={mayCorrect ? 'edit' : 'clock'} onClick={open}>
            {mayCorrect ? (card ? 'Correct something' : 'Note something') : 'Earlier words'}
            <span class="unseen"> on the card of {name}</span>
          </Button>
        )}
      </footer>
    </section>
  )
})

const newsMs = 60_000

const peopleText = (names: string[]) => (names.length === 0 ? 'Nobody sat there.' : names.join(', '))
