import { useEffect, useRef } from 'preact/hooks'
import { Button, IconButton } from './button.tsx'

type Toast = {
  id: number
  text: string
  tone: 'plain' | 'good' | 'bad'
  action?: { label: string; run: () => void }
}

/** Short news at the lower edge. The region is always there, so that what appears in it is read out. */
export function Toasts({ toasts, onDismiss }: { toasts: readonly Toast[]; onDismiss: (id: number) => void }) {
  const region = useRef<HTMLDivElement>(null)
  // Shown once more, it stands above a dialog that was opened since.
  useEffect(() => {
    region.current?.hidePopover()
    region.current?.showPopover()
  }, [toasts.at(-1)?.id])
  useEffect(() => {
    const shown = region.current
    if (!shown || toasts.length === 0) return
    const root = document.documentElement.style
    const observer = new ResizeObserver(() => root.setProperty('--news-height', `${shown.offsetHeight}px`))
    observer.observe(shown)
    return () => {
      observer.disconnect()
      root.removeProperty('--news-height')
    }
  }, [toasts.length === 0])
  return (
    <div ref={region} popover="manual" class="toasts" role="status" aria-live="polite" aria-relevant="additions">
      {toasts.map(({ id, text, tone, action }) => (
        <div key={id} class={`toast toast-${tone}`}>
          <span>{text}</span>
          {action && (
            <Button
              look="plain"
              onClick={() => {
                onDismiss(id)
                action.run()
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton icon="close" label="Dismiss" onClick={() => onDismiss(id)} />
        </div>
      ))}
    </div>
  )
}
