import { useComputed } from '@preact/signals'
import { useState } from 'preact/hooks'
import type { FunctionComponent } from 'preact'
import { focusComposer } from '../room/composing.ts'
import { me, myId } from '../state/me.ts'
import { transcript } from '../state/room.ts'
import { Banner } from '../ui/banner.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

const key = 'kith:email-later'

/** The form behind the question; its code comes only to those who say yes. */
export type FirstStepsForm = FunctionComponent<{ hasSpoken: boolean }>

/** After somebody's first words: one line that asks for a way back. Asked once; it is found again in the settings. */
export function WayBack({ Form }: { Form: FirstStepsForm }) {
  const [isOpen, setOpen] = useState(false)
  const [isLater, setLater] = useState(() => localStorage.getItem(key) !== null)
  const hasSpoken = useComputed(
    () => transcript.value?.messages.some((message) => message.memberId === myId.value) ?? false,
  )
  if (isLater || me.value?.hasEmail !== false || !hasSpoken.value) return null
  const later = () => {
    localStorage.setItem(key, '1')
    setLater(true)
    focusComposer()
  }
  return (
    <>
      <Banner
        icon="mail"
        action={
          <span class="row">
            <Button look="quiet" onClick={() => setOpen(true)}>
              Yes
            </Button>
            <IconButton icon="close" label="Not now" onClick={later} />
          </span>
        }
      >
        Good to hear you. Shall we keep a way back for you?
      </Banner>
      {isOpen && (
        <Dialog title="A way back" onClose={() => setOpen(false)}>
          <Form hasSpoken />
        </Dialog>
      )}
    </>
  )
}
