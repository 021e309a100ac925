import type { ComponentChildren } from 'preact'

type EmptyProps = { art?: ComponentChildren; title: string; children?: ComponentChildren; action?: ComponentChildren }

/** Where there is nothing yet: what will be here, and what to do about it. */
export function Empty({ art, title, children, action }: EmptyProps) {
  return (
    <div class="empty">
      {art}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}

/** Something is on its way. */
export function Skeleton({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{label}</span>
      {Array.from({ length: lines }, (_, i) => (
        <i key={i} aria-hidden="true" />
      ))}
    </div>
  )
}
