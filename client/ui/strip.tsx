import type { ComponentChildren, TargetedEvent } from 'preact'

/** What can be pressed beside each other; on a phone one line that is pushed along, and that follows the keyboard. */
export const Strip = ({ isWide = false, children }: { isWide?: boolean; children: ComponentChildren }) => (
  <div class={isWide ? 'strip strip-wide' : 'strip'} onFocusIn={follow}>
    {children}
  </div>
)

/** A browser leaves a control where it is, as soon as a corner of it can be seen. A finger has put it where it wants it. */
function follow({ target, currentTarget }: TargetedEvent<HTMLElement>): void {
  const control = target as HTMLElement
  if (control.parentElement !== currentTarget || !control.matches(':focus-visible')) return
  control.scrollIntoView({ inline: 'nearest', block: 'nearest' })
}
