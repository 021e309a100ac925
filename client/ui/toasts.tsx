import { Button, IconButton } from './button.tsx'

type Toast = {
  id: number
  text: string
  tone: 'plain' | 'good' | 'bad'
  action?: { label: string; run: () => void }
}

/** Short news at the lower edge. The region is always there, so that what appears in it is read out. */
export function Toasts({ toasts, onDismiss }: { toasts: readonly Toast[]; onDismiss: (id: number) => void }) {
  return (
    <div class="toasts" role="status" aria-live="polite" aria-relevant="additions">
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
