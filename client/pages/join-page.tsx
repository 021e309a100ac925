import { useEffect, useRef, useState } from 'preact/hooks'
import { newId } from '../../shared/new-id.ts'
import { post } from '../api/http.ts'
import { navigate, paths } from '../router.ts'
import { useDoing } from '../state/doing.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { loadMe, me } from '../state/me.ts'
import { useNewsOfLines } from '../state/waiting.ts'
import { JoinFailed } from './join-failed.tsx'
import { JoinLine, JoinView } from './join-view.tsx'

/** An invite, opened. The code stands behind the #, so that it is in no log and no referrer. */
export function JoinPage() {
  const code = useInviteCode()
  const { answer, again } = useLookedUp(() => post('invite:look', { code }), [code])
  const joining = useDoing()
  const [line, setLine] = useState<{ circleId: string; place: number } | null>(null)
  // Pressing again after a lost answer is the same acceptance, not a second one.
  const commandId = useRef(newId())

  async function accept(name: string) {
    const accepted = await joining.go(() => post('invite:accept', { commandId: commandId.current, code, name }))
    if (!accepted) return
    await loadMe()
    if (accepted.roomId !== null) navigate(paths.room(accepted.circleId, accepted.roomId), true)
    else if (accepted.place === null) navigate(paths.table(accepted.circleId), true)
    else setLine({ circleId: accepted.circleId, place: accepted.place })
  }

  useNewsOfLines()
  const isIn = line !== null && me.value?.circles.some(({ circleId }) => circleId === line.circleId)
  useEffect(() => {
    if (isIn) navigate(paths.table(line.circleId), true)
  }, [isIn])

  if (line) {
    const place = me.value?.inLine.find(({ circleId }) => circleId === line.circleId)?.place ?? line.place
    return <JoinLine place={place} circleName={answer?.ok ? answer.reply.circleName : ''} />
  }
  if (answer && !answer.ok) return <JoinFailed refusal={answer.error} onRetry={() => void again()} />
  return (
    <JoinView
      invite={answer?.reply ?? null}
      isBusy={joining.isBusy}
      refusal={joining.refusal}
      onAccept={(name) => void accept(name)}
    />
  )
}

function useInviteCode(): string {
  const [code, setCode] = useState(() => location.hash.slice(1))
  useEffect(() => {
    const look = () => setCode(location.hash.slice(1))
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])
  return code
}
