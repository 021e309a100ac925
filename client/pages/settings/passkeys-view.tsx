import { useState } from 'preact/hooks'
import { limits } from '../../../shared/limits.ts'
import type { RouteReply } from '../../../shared/routes.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Menu } from '../../ui/menu.tsx'
import { agoText, Time } from '../../ui/time.tsx'

type Passkey = RouteReply<'me:ways-in'>['passkeys'][number]

type PasskeysViewProps = {
  passkeys: readonly Passkey[]
  /** The address at which passkeys work; null where this Kith has none. */
  place: string | null
  isPossible: boolean
  isBusy: boolean
  now: number
  onAdd: () => void
  onRename: (passkeyId: string, label: string) => void
  onRemove: (passkeyId: string) => void
}

export function PasskeysView(props: PasskeysViewProps) {
  const { passkeys, place, isPossible, isBusy, now, onAdd, onRename, onRemove } = props
  const [renaming, setRenaming] = useState<Passkey | null>(null)
  const [removing, setRemoving] = useState<Passkey | null>(null)
  return (
    <>
      <p>
        Come in with your fingerprint, your face or the code of your device: no mail to wait for, nothing that somebody
        could talk you out of.
      </p>
      {passkeys.length > 0 && (
        <ul class="lines">
          {passkeys.map((passkey) => (
            <li key={passkey.passkeyId}>
              <Icon name="key" />
              <span class="grow">
                <b>{passkey.label}</b>
                <br />
                <span class="hint">
                  made <Time at={passkey.madeAt} style="date" />
                  {passkey.usedAt !== null && `, last used ${agoText(passkey.usedAt, now)}`}
                </span>
              </span>
              <Menu
                label={`Change the passkey ${passkey.label}`}
                items={[
                  { label: 'Rename', icon: 'edit', run: () => setRenaming(passkey) },
                  { label: 'Remove', icon: 'close', isDanger: true, run: () => setRemoving(passkey) },
                ]}
              />
            </li>
          ))}
        </ul>
      )}
      {isPossible ? (
        <div class="row">
          <Button look="quiet" icon="add" isBusy={isBusy} onClick={onAdd}>
            {passkeys.length > 0 ? 'Add another passkey' : 'Add a passkey'}
          </Button>
        </div>
      ) : (
        <p class="hint">{whyNot(place)}</p>
      )}
      {renaming && <RenameDialog passkey={renaming} onRename={onRename} onClose={() => setRenaming(null)} />}
      {removing && (
        <ConfirmDialog
          title={`Remove the passkey ${removing.label}?`}
          confirm="Remove it"
          cancel="Keep it"
          isGrave
          onConfirm={async () => {
            onRemove(removing.passkeyId)
            return null
          }}
          onClose={() => setRemoving(null)}
        >
          <p>It opens nothing here any more. Devices that came in with it stay signed in until you end them below.</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function whyNot(place: string | null): string {
  if (place === null) return 'Passkeys need an address with https and a name; this Kith is reached in another way.'
  if (place !== location.origin) return `Passkeys work at ${place}: open Kith there to add one.`
  return 'This browser knows no passkeys.'
}

type RenameProps = { passkey: Passkey; onRename: PasskeysViewProps['onRename']; onClose: () => void }

function RenameDialog({ passkey, onRename, onClose }: RenameProps) {
  const [label, setLabel] = useState(passkey.label)
  return (
    <Dialog title="Rename the passkey" onClose={onClose}>
      <form
        class="stack-tight"
        onSubmit={(event) => {
          event.preventDefault()
          onRename(passkey.passkeyId, label.trim())
          onClose()
        }}
      >
        <TextField
          label="Its name, for you alone"
          value={label}
          onValue={setLabel}
          maxLength={limits.passkey.labelLength}
          required
        />
        <div class="dialog-foot">
          <Button look="quiet" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit">Save the name</Button>
        </div>
      </form>
    </Dialog>
  )
}
