import type { ComponentChildren } from 'preact'
import type { RoomState } from '../../shared/rooms.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { navigate, paths } from '../router.ts'
import { useDoing } from '../state/doing.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { announce } from '../state/notices.ts'
import { Button } from '../ui/button.tsx'
import { Problem } from '../ui/field.tsx'
import { Strip } from '../ui/strip.tsx'
import { ChoosingView } from './choosing-view.tsx'

/**
 * At the table: whether one takes part in this round, beside what else can be pressed there, and where one sits where people
 * choose that themselves.
 */
export function TakingPart({ state, children }: { state: RoomState; children: ComponentChildren }) {
  const { roomId, circleId, round, seats } = state
  const { answer, again } = useLookedUp(() => ask('grouping:wishes', { circleId }), [circleId, round?.roundId])
  const asking = useDoing()
  const choosing = useDoing()
  const isSeated = seats.some(({ memberId, offeredUntil }) => memberId === myId.value && offeredUntil === null)
  const isOut = answer?.ok === true && answer.reply.sittingOut.includes(roomId)

  async function turn() {
    const done = await asking.go(() => run(isOut ? 'round:take-part' : 'round:sit-out', { roomId }))
    if (!done) return
    announce(isOut ? 'You take part again.' : 'You sit a round out. Nobody is told why.')
    await again()
  }

  async function choose(breakoutId: string | null) {
    if (!round) return
    const done = await choosing.go(() => run('round:choose', { roomId, roundId: round.roundId, breakoutId }))
    if (done && breakoutId) navigate(paths.room(circleId, breakoutId))
  }

  return (
    <>
      {isSeated && round?.choosingUntil !== undefined && !isOut && (
        <ChoosingView
          round={round}
          until={round.choosingUntil}
          me={myId.value ?? ''}
          nameOf={nameOf}
          isBusy={choosing.isBusy}
          problem={choosing.problem}
          onChoose={(breakoutId) => void choose(breakoutId)}
        />
      )}
      <Strip>
        {isSeated && (
          <Button
            look="plain"
            icon={isOut ? 'back' : 'leave'}
            isBusy={asking.isBusy}
            title="Only you see this. To others you are simply not placed."
            onClick={() => void turn()}
          >
            {isOut ? 'Take part again' : round ? 'Not this round' : 'Not the next round'}
          </Button>
        )}
        {children}
      </Strip>
      <Problem text={asking.problem} />
    </>
  )
}
