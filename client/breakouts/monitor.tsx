import { useEffect, useState } from 'preact/hooks'
import type { RoundState } from '../../shared/rooms.ts'
import { serverTime } from '../api/clock.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { paths } from '../router.ts'
import { problemOf } from '../state/doing.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { nameOf } from '../state/names.ts'
import { announce, announcement } from '../state/notices.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../ui/dialog.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { AnnounceForm } from './announce-form.tsx'
import { ExtendButtons } from './extend-buttons.tsx'
import { MonitorView } from './monitor-view.tsx'

const lookEveryMs = 3_000

type MonitorProps = { circleId: string; roomId: string; round: RoundState; told: string | null; onClose: () => void }

/** Looks after the open breakouts of a room: who is where, how long still, a word to all, the way back. */
export function Monitor({ circleId, roomId, round, told, onClose }: MonitorProps) {
  const { roundId, endsAt, no } = round
  const { answer, again } = useLookedUp(() => ask('round:monitor', { roomId, roundId }), [roomId, roundId])
  const [isEnding, setEnding] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => void again(), lookEveryMs)
    return () => clearInterval(timer)
  }, [again])
  return (
    <Dialog title={`Round ${no}`} isWide said={announcement.value} onClose={onClose}>
      {told && (
        <Banner tone="good" icon="check">
          {told}
        </Banner>
      )}
      <div class="row section-head">
        <p>
          Ends in <Countdown endsAt={endsAt} now={serverTime} announce={announce} />
        </p>
        <div class="row">
          <ExtendButtons roomId={roomId} roundId={roundId} />
          <Button look="quiet" icon="back" onClick={() => setEnding(true)}>
            Bring everybody back
          </Button>
        </div>
      </div>
      {answer === null && <Skeleton label="Looking into the breakouts" />}
      {answer && !answer.ok && <Failed onRetry={() => void again()}>{refusalText(answer.error)}</Failed>}
      {answer?.ok && (
        <MonitorView
          breakouts={answer.reply.breakouts}
          now={serverTime()}
          nameOf={nameOf}
          hrefOf={(breakoutId) => paths.room(circleId, breakoutId)}
        />
      )}
      <AnnounceForm roomId={roomId} roundId={roundId} />
      {isEnding && (
        <ConfirmDialog
          title="Bring everybody back now?"
          confirm="Bring them back"
          onConfirm={async () => problemOf(await run('round:close', { roomId, roundId }))}
          onClose={() => setEnding(false)}
        >
          <p>The breakouts end at once and all return to the table. What was said in them is kept.</p>
        </ConfirmDialog>
      )}
    </Dialog>
  )
}
