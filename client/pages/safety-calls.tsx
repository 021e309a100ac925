import { useEffect, useState } from 'preact/hooks'
import type { QueryReply } from '../../shared/queries.ts'
import { ask, onMissed, onSignal } from '../api/socket.ts'
import { OutcomeDialog } from '../breakouts/outcome-dialog.tsx'
import { namesText } from '../breakouts/words.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { myId } from '../state/me.ts'
import { learnNames, nameOf } from '../state/names.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Time } from '../ui/time.tsx'

type SafetyCall = QueryReply<'help:safety'>['calls'][number]

/** Calls for safety: for hosts those that wait for a word about what was done, for everybody what became of their own. */
export function SafetyCalls({ circleId }: { circleId: string }) {
  const { answer, again } = useLookedUp(() => askFor(circleId), [circleId])
  const [isWriting, setWriting] = useState<SafetyCall | null>(null)
  useEffect(() => {
    const ends = [onSignal('help', () => void again()), onMissed(() => void again())]
    return () => ends.forEach((end) => end())
  }, [again])
  return (
    <>
      {answer?.ok && <SafetyView calls={answer.reply.calls} me={myId.value} nameOf={nameOf} onWrite={setWriting} />}
      {isWriting && (
        <OutcomeDialog
          call={isWriting}
          onDone={() => {
            setWriting(null)
            void again()
          }}
          onClose={() => setWriting(null)}
        />
      )}
    </>
  )
}

async function askFor(circleId: string) {
  const answer = await ask('help:safety', { circleId })
  if (answer.ok) learnNames(answer.reply.names)
  return answer
}

type SafetyViewProps = {
  calls: readonly SafetyCall[]
  me: string | null
  nameOf: (memberId: string) => string
  onWrite: (call: SafetyCall) => void
}

/** What was written stands behind a press: others may see this screen. */
export function SafetyView({ calls, me, nameOf, onWrite }: SafetyViewProps) {
  const [shown, setShown] = useState<SafetyCall | null>(null)
  const [open, done] = [calls.filter(({ doneAt }) => doneAt === null), calls.filter(({ doneAt }) => doneAt !== null)]
  const row = (call: SafetyCall) => (
    <li key={call.helpId}>
      <span class="grow">
        <b>{call.memberId === me ? 'Your call' : nameOf(call.memberId)}</b>
        <span class="hint block">
          {call.tableName}, <Time at={call.calledAt} />
          {call.doneAt === null && call.memberId === me && '. A host still writes down what was done.'}
        </span>
      </span>
      <Button look="plain" onClick={() => setShown(call)}>
        Look
        <span class="unseen"> at {call.memberId === me ? 'your call' : `the call of ${nameOf(call.memberId)}`}</span>
      </Button>
      {call.mayWrite && (
        <Button look="quiet" onClick={() => onWrite(call)}>
          Write what was done
        </Button>
      )}
    </li>
  )
  if (calls.length === 0) return null
  return (
    <section class="card section" aria-labelledby="safety-calls">
      <h2 id="safety-calls">Calls for safety</h2>
      {open.length > 0 && <ul class="lines safety-lines">{open.map(row)}</ul>}
      {done.length > 0 && (
        <details open={open.length === 0 && done.some(({ memberId }) => memberId === me)}>
          <summary>{done.length === 1 ? 'One that is closed' : `${done.length} that are closed`}</summary>
          <ul class="lines safety-lines">{done.map(row)}</ul>
        </details>
      )}
      {shown && <CallDialog call={shown} nameOf={nameOf} onClose={() => setShown(null)} />}
    </section>
  )
}

type CallDialogProps = { call: SafetyCall; nameOf: (memberId: string) => string; onClose: () => void }

function CallDialog({ call, nameOf, onClose }: CallDialogProps) {
  const { memberId, tableName, text, about, calledAt, claimedBy, settledAt, outcome, outcomeBy, doneAt } = call
  return (
    <Dialog title="A call for safety" onClose={onClose}>
      <p>
        <b>{nameOf(memberId)}</b> called at {tableName}, <Time at={calledAt} />.
        {claimedBy && ` ${nameOf(claimedBy)} took the call.`}
      </p>
      {text && <blockquote class="quote said">{text}</blockquote>}
      {about.length > 0 && <p>It is about {namesText(about, nameOf)}, who cannot see this.</p>}
      {settledAt !== null && (
        <p class="hint">
          {nameOf(memberId)} said that it is settled, <Time at={settledAt} />.
        </p>
      )}
      {outcome !== null && doneAt !== null && (
        <>
          <h3>What was done</h3>
          <blockquote class="quote said">{outcome}</blockquote>
          <p class="hint">
            Written by {nameOf(outcomeBy ?? '')}, <Time at={doneAt} />
          </p>
        </>
      )}
      <div class="dialog-foot">
        <Button look="quiet" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}
