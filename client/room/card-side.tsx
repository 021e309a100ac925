import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { RoundState } from '../../shared/rooms.ts'
import { serverTime } from '../api/clock.ts'
import { IconButton } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'

type CardSideProps = { round: RoundState | null; onClose: () => void; children: ComponentChildren }

/** Where a breakout writes its card: beside the talk, on a phone in its place, so the time that is left stands here too. */
export function CardSide({ round, onClose, children }: CardSideProps) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <aside class="room-side stack" aria-label="Our card">
      <div class="section-head">
        <h2 ref={title} tabIndex={-1} class="grow">
          Our card
        </h2>
        {round && <Countdown key={round.endsAt} endsAt={round.endsAt} now={serverTime} />}
        <IconButton icon="close" label="Close the card" onClick={onClose} />
      </div>
      {children}
    </aside>
  )
}
