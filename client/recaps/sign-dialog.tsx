import { ConfirmDialog } from '../ui/dialog.tsx'

type SignDialogProps = { title: string; signer: string; onSign: () => Promise<string | null>; onClose: () => void }

/** A person signs, and knows that their name stands under it. */
export function SignDialog({ title, signer, onSign, onClose }: SignDialogProps) {
  return (
    <ConfirmDialog title="Sign this recap?" confirm={`Sign as ${signer}`} onConfirm={onSign} onClose={onClose}>
      <p>
        “{title}” goes to the whole circle, and your name stands under it: <b>{signer}</b>.
      </p>
      <p class="hint">A signed recap cannot be changed. Each bullet leads back to the messages it stands on.</p>
    </ConfirmDialog>
  )
}
