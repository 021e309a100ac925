import { useState } from 'preact/hooks'
import { post } from '../../api/http.ts'
import { useDoing } from '../../state/doing.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'

/** The address to which a way back in is sent, once its owner has opened the first link there. Nobody else sees it. */
export function EmailForm({ hasEmail, onSent }: { hasEmail: boolean; onSent?: () => void }) {
  const [email, setEmail] = useState('')
  const [told, setTold] = useState('')
  const { isBusy, problem, go } = useDoing()
  return (
    <form
      class="stack-tight"
      onSubmit={async (event) => {
        event.preventDefault()
        const sent = await go(() => post('me:set-email', { email: email.trim() }))
        if (!sent) return
        setTold(sent.isPrinted ? printed : mailed)
        setEmail('')
        onSent?.()
      }}
    >
      <TextField
        label={hasEmail ? 'A new e-mail address' : 'Your e-mail address'}
        hint={
          hasEmail
            ? 'There is an address for you. A link to sign in is sent there when you ask for one.'
            : 'Only for a link to sign in again, on this device or another. Nobody in a circle sees it.'
        }
        type="email"
        autocomplete="email"
        required
        maxLength={254}
        value={email}
        onValue={setEmail}
        error={problem}
      />
      <div class="row">
        <Button type="submit" look="quiet" isBusy={isBusy}>
          Send a link there
        </Button>
        <span class="hint" role="status">
          {told}
        </span>
      </div>
    </form>
  )
}

const mailed = 'A link is on its way there. Open it, and the address is kept.'
const printed =
  'This Kith sends no mail: whoever runs it finds the link in its window. Once you have opened it, the address is kept.'
