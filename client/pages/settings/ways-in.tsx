import { useState } from 'preact/hooks'
import type { Answer, Refusal } from '../../../shared/errors.ts'
import { serverTime } from '../../api/clock.ts'
import { post } from '../../api/http.ts'
import { hasPasskeys, makePasskey, showPasskey } from '../../api/passkeys.ts'
import { signInPath } from '../../router.ts'
import { problemOf, useDoing } from '../../state/doing.ts'
import { useLookedUp } from '../../state/looked-up.ts'
import { notify } from '../../state/notices.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/empty.tsx'
import { Problem } from '../../ui/field.tsx'
import { PasskeysView } from './passkeys-view.tsx'
import { SignInsView } from './sign-ins-view.tsx'

type Act = () => Promise<Answer<unknown>>

/** A person's passkeys and the devices on which they are signed in, each with its end. */
export function WaysIn() {
  const { answer, again } = useLookedUp(() => post('me:ways-in', {}), [])
  const { isBusy, refusal, problem, go, forget } = useDoing()
  const [wanted, setWanted] = useState<{ act: Act; done: string } | null>(null)

  async function attempt(act: Act, done: string) {
    setWanted({ act, done })
    if (!(await go(act))) return
    notify(done, { tone: 'good' })
    await again()
  }

  if (!answer) return <Skeleton lines={3} label="Looking up your ways in" />
  if (!answer.ok) return <Problem text={problemOf(answer)} />
  const { signIns, passkeys, passkeyOrigin } = answer.reply
  const isPossible = hasPasskeys(passkeyOrigin)
  return (
    <>
      <section class="card section" aria-labelledby="passkeys">
        <h2 id="passkeys">Passkeys</h2>
        <PasskeysView
          passkeys={passkeys}
          place={passkeyOrigin}
          isPossible={isPossible}
          isBusy={isBusy}
          now={serverTime()}
          onAdd={() => void attempt(makePasskey, 'The passkey is kept. Next time, come in with it.')}
          onRename={(passkeyId, label) =>
            void attempt(() => post('passkey:rename', { passkeyId, label }), `It is called ${label} now.`)
          }
          onRemove={(passkeyId) =>
            void attempt(() => post('passkey:remove', { passkeyId }), 'The passkey is removed: it opens nothing here.')
          }
        />
        {isUnproved(refusal) ? (
          <ProveIt
            canShow={isPossible && passkeys.length > 0}
            onProved={() => {
              forget()
              if (wanted) void attempt(wanted.act, wanted.done)
            }}
          />
        ) : (
          <Problem text={problem} />
        )}
      </section>
      <section class="card section" aria-labelledby="sign-ins">
        <h2 id="sign-ins">Where you are signed in</h2>
        <SignInsView
          signIns={signIns}
          now={serverTime()}
          onEnd={(signInId) => endOthers(() => post('sign-in:end', { signInId }), again)}
          onEndOthers={() => endOthers(() => post('sign-in:end-others', {}), again)}
        />
      </section>
    </>
  )
}

const isUnproved = (refusal: Refusal | null) => refusal?.details.reason === 'reauth_required'

async function endOthers(act: Act, again: () => Promise<void>): Promise<string | null> {
  const answer = await act()
  if (answer.ok) await again()
  return problemOf(answer)
}

/** Whoever finds an open device must not take its owner's ways in away: changes want a proof of the last ten minutes. */
export function ProveIt({ canShow, onProved }: { canShow: boolean; onProved: () => void }) {
  const { isBusy, problem, go } = useDoing()
  return (
    <div class="inset stack-tight" role="alert">
      <p>
        <b>First show once more that it is you.</b> Changing your ways in needs a sign-in of the last ten minutes.
      </p>
      <Problem text={problem} />
      <div class="row">
        {canShow && (
          <Button icon="key" isBusy={isBusy} onClick={async () => (await go(showPasskey)) && onProved()}>
            Show a passkey
          </Button>
        )}
        <LinkButton look="quiet" href={signInPath()}>
          Sign in again by mail
        </LinkButton>
      </div>
      <p class="hint">Neither works? Whoever runs this Kith can make a link for you.</p>
    </div>
  )
}
