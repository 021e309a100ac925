import type { ComponentChildren } from 'preact'
import { Banner } from './banner.tsx'
import { Button } from './button.tsx'

/** Something could not be loaded: why, and once more. */
export function Failed({ children, onRetry }: { children: ComponentChildren; onRetry?: () => void }) {
  const again = onRetry && (
    <Button look="quiet" onClick={onRetry}>
      Try again
    </Button>
  )
  return (
    <Banner tone="bad" icon="warn" role="alert" action={again}>
      {children}
    </Banner>
  )
}
