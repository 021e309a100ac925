import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { navigate, paths } from '../router.ts'
import { useDoing } from '../state/doing.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { Button } from '../ui/button.tsx'
import { Problem } from '../ui/field.tsx'
import { Time } from '../ui/time.tsx'

/** Sessions that have ended and wait for somebody to sign their recap. */
export function UnsignedRecaps({ circleId }: { circleId: string }) {
  const { answer } = useLookedUp(() => ask('circle:recaps', { circleId }), [circleId])
  const { go, isBusy, problem } = useDoing()
  if (!answer?.ok || answer.reply.unsigned.length === 0) return null
  const write = async (roomId: string, sessionId: string) => {
    const draft = await go(() => run('recap:draft', { roomId, sessionId }))
    if (draft) navigate(paths.recapEditor(circleId, draft.recapId))
  }
  return (
    <section class="card section" aria-labelledby="unsigned">
      <h2 id="unsigned">Recaps to sign</h2>
      <ul class="lines">
        {answer.reply.unsigned.map(({ sessionId, roomId, roomName, title, endedAt }) => (
          <li key={sessionId}>
            <span class="grow">
              <b>{title}</b>
              <span class="hint block">
                {roomName}, ended <Time at={endedAt} />
              </span>
            </span>
            <Button look="quiet" icon="signature" isBusy={isBusy} onClick={() => void write(roomId, sessionId)}>
              Write it
            </Button>
          </li>
        ))}
      </ul>
      <Problem text={problem} />
    </section>
  )
}
