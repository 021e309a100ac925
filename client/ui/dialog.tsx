import type { ComponentChildren, RefObject } from 'preact'
import { useContext, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Button, IconButton } from './button.tsx'
import { Problem } from './field.tsx'
import { NewsContext, useTop } from './top.ts'

type DialogProps = {
  title: string
  isWide?: boolean
  /** What has the focus at first, where that is not the title. */
  first?: RefObject<HTMLElement | null>
  onClose: () => void
  children: ComponentChildren
}

/** Asks for all attention while it is shown. The browser keeps the focus inside and gives it back at the end. */
export function Dialog({ title, isWide = false, first, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const newsAt = useContext(NewsContext)
  // In the same turn as it is rendered, and before it is taken out: an effect after the paint would come too late. A key would
  // go past it to the page behind it, and the browser would find no dialog to give the focus back from.
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    first?.current?.focus()
    return () => dialog?.close()
  }, [])
  const isTop = useTop(ref)
  return (
    <dialog
      ref={ref}
      class={isWide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div class="dialog-head">
        <h2 id={titleId} tabIndex={-1} autofocus>
          {title}
        </h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </div>
      <div class="dialog-body">{children}</div>
      {newsAt(isTop)}
    </dialog>
  )
}

type ConfirmProps = {
  title: string
  children: ComponentChildren
  confirm: string
  cancel?: string
  isGrave?: boolean
  isReady?: boolean
  /** Does it; gives the sentence of what went wrong, or null when it is done and the dialog may go. */
  onConfirm: () => Promise<string | null>
  onClose: () => void
}

/** Asks once more before something that is hard to take back. */
export function ConfirmDialog(props: ConfirmProps) {
  const { title, children, confirm, cancel = 'Not now', isGrave = false, isReady = true, onConfirm, onClose } = props
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  async function go() {
    setBusy(true)
    const text = await onConfirm()
    setBusy(false)
    if (text === null) onClose()
    else setProblem(text)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        {children}
        <Problem text={problem} />
        <div class="dialog-foot">
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" look={isGrave ? 'danger' : 'main'} isBusy={isBusy} disabled={!isReady}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
