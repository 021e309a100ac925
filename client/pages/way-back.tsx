import { useComputed } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { FunctionComponent } from 'preact'
import { focusComposer } from '../room/composing.ts'
import { me, myId } from '../state/me.ts'
import { transcript } from '../state/room.ts'
import { Banner } from '../ui/banner.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

/** The form behind the question; its code comes only to those who say yes. */
export type FirstStepsForm = FunctionComponent<{ isSent: boolean; onSent: () => void; onDone: () => void }>

/** After somebody's first words: one line that asks for a way back. Asked once; it is found again in the settings. */
export function WayBack({ Form }: { Form: FirstStepsForm }) {
  const [isOpen, setOpen] = useState(false)
  const [isSent, setSent] = useState(false)
  const [isPutAway, putAway] = usePutAway()
  const hasSpoken = useComputed(
    () => transcript.value?.messages.some((message) => message.memberId === myId.value) ?? false,
  )
  if (isPutAway || me.value?.hasEmail !== false || !hasSpoken.value) return null
  return (
    <>
      <Banner
        icon="mail"
        action={
          <span class="row">
            <Button look="quiet" onClick={() => setOpen(true)}>
              Yes
            </Button>
            <IconButton icon="close" label="Not now" onClick={putAway} />
          </span>
        }
      >
        Good to hear you. Shall we keep a way back for you?
      </Banner>
      {isOpen && (
        <Dialog title="A way back" onClose={isSent ? putAway : () => setOpen(false)}>
          <Form isSent={isSent} onSent={() => setSent(true)} onDone={putAway} />
        </Dialog>
      )}
    </>
  )
}

/** Whether this member has put the question away on this device. Where it went, writing goes on. */
function usePutAway(): [boolean, () => void] {
  const key = `kith:email-later ${myId.value}`
  const [isPutAway, setPutAway] = useState(() => localStorage.getItem(key) !== null)
  const was = useRef(isPutAway)
  useEffect(() => {
    if (isPutAway && !was.current) focusComposer()
    was.current = isPutAway
  }, [isPutAway])
  const putAway = () => {
    localStorage.setItem(key, '1')
    setPutAway(true)
  }
  return [isPutAway, putAway]
}
