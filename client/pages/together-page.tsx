import { useEffect } from 'preact/hooks'
import { ask } from '../api/socket.ts'
import { paths } from '../router.ts'
import { circle, openCircle } from '../state/circle.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { myId } from '../state/me.ts'
import { learnNames, nameOf } from '../state/names.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Page } from '../ui/page.tsx'
import { TogetherView } from './together-view.tsx'

/** Who sat with whom, for those who were there. */
export function TogetherPage({ circleId }: { circleId: string }) {
  useEffect(() => openCircle(circleId), [circleId])
  const { answer, again } = useLookedUp(async () => {
    const found = await ask('circle:together', { circleId })
    if (found.ok) learnNames(found.reply.names)
    return found
  }, [circleId])
  const state = circle.value?.circleId === circleId ? circle.value : null
  return (
    <Page title="Who sat with whom">
      <PageHead
        title="Who sat with whom"
        lead="The sessions in which you were. Only those who were there see theirs."
        back={{ href: paths.about(circleId), label: state?.facts.name ?? 'The circle' }}
      />
      {answer === null && <Skeleton lines={5} label="Looking up the rounds" />}
      {answer && !answer.ok && <Failed onRetry={() => void again()}>{refusalText(answer.error)}</Failed>}
      {answer?.ok && <TogetherView sessions={answer.reply.sessions} myId={myId.value} nameOf={nameOf} />}
    </Page>
  )
}
