import { useState } from 'preact/hooks'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'

/** @param onSignOut gives the sentence of what went wrong, or null */
export function SignOut({ onSignOut }: { onSignOut: () => Promise<string | null> }) {
  const [isAsked, setAsked] = useState(false)
  return (
    <div class="row">
      <Button look="quiet" icon="key" onClick={() => setAsked(true)}>
        Sign out on this device
      </Button>
      {isAsked && (
        <ConfirmDialog
          title="Sign out on this device?"
          confirm="Sign out"
          onConfirm={onSignOut}
          onClose={() => setAsked(false)}
        >
          <p>
            Drafts and what is still to be sent from here are forgotten. You come back with a passkey, a link by e-mail,
            or a code from another device of yours.
          </p>
        </ConfirmDialog>
      )}
    </div>
  )
}
