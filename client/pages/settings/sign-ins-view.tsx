import { useState } from 'preact/hooks'
import type { RouteReply } from '../../../shared/routes.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { agoText, Time } from '../../ui/time.tsx'

type SignIn = RouteReply<'me:ways-in'>['signIns'][number]

type SignInsViewProps = {
  signIns: readonly SignIn[]
  now: number
  /** Each gives the sentence of what went wrong, or null. */
  onEnd: (signInId: string) => Promise<string | null>
  onEndOthers: () => Promise<string | null>
}

/** Every device on which somebody is signed in. Ended, a device is out within seconds. */
export function SignInsView({ signIns, now, onEnd, onEndOthers }: SignInsViewProps) {
  const [ending, setEnding] = useState<SignIn | 'others' | null>(null)
  const close = () => setEnding(null)
  return (
    <>
      <ul class="lines">
        {signIns.map((signIn) => (
          <li key={signIn.signInId}>
            <Icon name="device" />
            <span class="grow">
              <b>{signIn.label}</b>
              <br />
              <span class="hint">
                since <Time at={signIn.madeAt} style="date" />
                {!signIn.isThis && `, last seen ${seenText(signIn.seenAt, now)}`}
              </span>
            </span>
            {signIn.isThis ? (
              <span class="chip">this device</span>
            ) : (
              <Button look="quiet" onClick={() => setEnding(signIn)}>
                Sign out<span class="unseen"> {signIn.label}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {signIns.length > 1 && (
        <div class="row">
          <Button look="danger" icon="leave" onClick={() => setEnding('others')}>
            Sign out everywhere else
          </Button>
        </div>
      )}
      {ending && (
        <ConfirmDialog
          title={ending === 'others' ? 'Sign out everywhere else?' : `Sign out ${ending.label}?`}
          confirm="Sign out"
          cancel="Leave it"
          isGrave
          onConfirm={() => (ending === 'others' ? onEndOthers() : onEnd(ending.signInId))}
          onClose={close}
        >
          <p>
            {ending === 'others' ? 'All of them but this one are' : 'It is'} out within seconds. What you wrote there
            and did not send stays there, out of sight: you find it when you sign in there again, and it is wiped when
            somebody else does. Something you do not know? Then also look through your passkeys.
          </p>
        </ConfirmDialog>
      )}
    </>
  )
}

/** Uses are noted once an hour: what is newer than that is "within the hour". */
function seenText(seenAt: number, now: number): string {
  return now - seenAt < 3_600_000 ? 'within the hour' : agoText(seenAt, now)
}
