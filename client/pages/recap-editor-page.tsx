import { useEffect } from 'preact/hooks'
import type { Answer } from '../../shared/errors.ts'
import type { Recap } from '../../shared/recaps.ts'
import { ask } from '../api/socket.ts'
import { RecapEditor } from '../recaps/editor.tsx'
import { unsavedIn, type Unsaved } from '../recaps/unsaved.ts'
import { paths } from '../router.ts'
import { openCircle } from '../state/circle.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { LoadingPage } from '../ui/page.tsx'
import { Nothing } from './nothing.tsx'

/** The draft of a recap, for those who may sign it; a signed one is read on its own page. */
export function RecapEditorPage({ circleId, recapId }: { circleId: string; recapId: string }) {
  useEffect(() => openCircle(circleId), [circleId])
  const { answer } = useLookedUp(() => lookAtDesk(circleId, recapId), [recapId])
  const isSigned = answer?.ok === true && answer.reply.recap.state === 'signed'
  useEffect(() => {
    if (isSigned) location.replace(paths.recap(recapId))
  }, [isSigned, recapId])
  if (answer && !answer.ok) return <Nothing refusal={answer.error} back={paths.recaps(circleId)} />
  if (answer?.ok && !isSigned) return <RecapEditor key={recapId} {...answer.reply} />
  return <LoadingPage title="Recap" label="Opening the draft" />
}

/** The draft as the server has it, and what this device keeps of it that was not saved. */
async function lookAtDesk(
  circleId: string,
  recapId: string,
): Promise<Answer<{ recap: Recap; unsaved: Unsaved | null }>> {
  const [answer, unsaved] = await Promise.all([ask('recap:view', { recapId }), unsavedIn(circleId, recapId)])
  return answer.ok ? { ok: true, reply: { recap: answer.reply, unsaved } } : answer
}
