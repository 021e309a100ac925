import { useEffect } from 'preact/hooks'
import { ask } from '../api/socket.ts'
import { RecapEditor } from '../recaps/editor.tsx'
import { paths } from '../router.ts'
import { openCircle } from '../state/circle.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { LoadingPage } from '../ui/page.tsx'
import { Nothing } from './nothing.tsx'

/** The draft of a recap, for those who may sign it; a signed one is read on its own page. */
export function RecapEditorPage({ circleId, recapId }: { circleId: string; recapId: string }) {
  useEffect(() => openCircle(circleId), [circleId])
  const { answer } = useLookedUp(() => ask('recap:view', { recapId }), [recapId])
  const isSigned = answer?.ok === true && answer.reply.state === 'signed'
  useEffect(() => {
    if (isSigned) location.replace(paths.recap(recapId))
  }, [isSigned, recapId])
  if (answer && !answer.ok) return <Nothing refusal={answer.error} back={paths.recaps(circleId)} />
  if (answer?.ok && !isSigned) return <RecapEditor key={recapId} recap={answer.reply} />
  return <LoadingPage title="Recap" label="Opening the draft" />
}
