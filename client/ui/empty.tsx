import type { ComponentChildren } from 'preact'

type EmptyProps = {
  art?: ComponentChildren
  title: string
  children?: ComponentChildren
  action?: ComponentChildren
  isPage?: boolean
}

/** Where there is nothing yet: what will be here, and what to do about it. */
export function Empty({ art, title, children, action, isPage = false }: EmptyProps) {
  return (
    <div class="empty">
      {art}
      {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
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
