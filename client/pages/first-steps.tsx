import { Button } from '../ui/button.tsx'
import { EmailForm } from './settings/email-form.tsx'

type FirstStepsProps = { isSent: boolean; onSent: () => void; onDone: () => void }

/** After somebody's first message: an address to come back by, which may be skipped. */
export function FirstSteps({ isSent, onSent, onDone }: FirstStepsProps) {
  return (
    <>
      <EmailForm hasEmail={false} onSent={onSent} />
      <div class="row">
        <Button look={isSent ? 'main' : 'plain'} onClick={onDone}>
          {isSent ? 'Done' : 'Not now'}
        </Button>
        <span class="hint">You find it again in the settings.</span>
      </div>
    </>
  )
}
