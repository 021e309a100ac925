import { useEffect } from 'preact/hooks'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { RecapsView } from '../recaps/recaps-view.tsx'
import { navigate, paths } from '../router.ts'
import { circle, openCircle } from '../state/circle.ts'
import { useDoing } from '../state/doing.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { nameOf } from '../state/names.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Page } from '../ui/page.tsx'

/** All recaps of a circle. */
export function RecapsPage({ circleId }: { circleId: string }) {
  useEffect(() => openCircle(circleId), [circleId])
  const { answer, again } = useLookedUp(() => ask('circle:recaps', { circleId }), [circleId])
  const writing = useDoing()
  const state = circle.value?.circleId === circleId ? circle.value : null
  useEffect(() => void again(), [state?.recaps[0]?.recapId])
  return (
    <Page title="Recaps">
      <PageHead title="Recaps" back={{ href: paths.table(circleId), label: state?.facts.name ?? 'The table' }} />
      {answer === null && <Skeleton lines={5} label="Looking up the recaps" />}
      {answer && !answer.ok && <Failed onRetry={() => void again()}>{refusalText(answer.error)}</Failed>}
      {answer?.ok && (
        <RecapsView
          {...answer.reply}
          isBusy={writing.isBusy}
          problem={writing.problem}
          nameOf={nameOf}
          roomName={(roomId) => state?.rooms.find((room) => room.roomId === roomId)?.name}
          onWrite={async ({ roomId, sessionId }) => {
            const draft = await writing.go(() => run('recap:draft', { roomId, sessionId }))
            if (draft) navigate(paths.recapEditor(circleId, draft.recapId))
          }}
        />
      )}
    </Page>
  )
}
