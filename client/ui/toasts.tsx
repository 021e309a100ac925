import { useEffect, useRef, useState } from 'preact/hooks'
import { Button, IconButton } from './button.tsx'

type Toast = {
  id: number
  text: string
  tone: 'plain' | 'good' | 'bad'
  action?: { label: string; run: () => void }
}

type ToastsProps = { toasts: readonly Toast[]; onDismiss: (id: number) => void }

/** Short news at the lower edge. The region is always there, so that what appears in it is read out. */
export function Toasts({ toasts, onDismiss }: ToastsProps) {
  const region = useRef<HTMLDivElement>(null)
  // Later than a dialog around it is shown: it stands above that.
  useEffect(() => region.current?.showPopover(), [])
  useEffect(() => {
    const shown = region.current
    if (!shown || toasts.length === 0) return
    const { style } = shown.closest('dialog') ?? document.documentElement
    const observer = new ResizeObserver(() => style.setProperty('--news-height', `${shown.offsetHeight}px`))
    observer.observe(shown)
    return () => {
      observer.disconnect()
      style.removeProperty('--news-height')
    }
  }, [toasts.length === 0])
  return (
    <div
      ref={region}
      popover="manual"
      class="toasts"
      role="status"
      aria-live="polite"
      aria-relevant="additions"
      aria-atomic="false"
    >
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} onDismiss={() => onDismiss(toast.id)} />
      ))}
    </div>
  )
}

let newest = 0

function ToastLine({ toast: { id, text, tone, action }, onDismiss }: { toast: Toast; onDismiss: () => void }) {
  // News that only goes from the page to a dialog, or back, is not said once more.
  const [isOld] = useState(() => id <= newest)
  useEffect(() => void (newest = Math.max(newest, id)), [])
  return (
    <div class={`toast toast-${tone}`} {...(isOld && { 'aria-live': 'off' })}>
      <span>{text}</span>
      {action && (
        <Button
          look="plain"
          onClick={() => {
            onDismiss()
            action.run()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon="close" label="Dismiss" onClick={onDismiss} />
    </div>
  )
}
