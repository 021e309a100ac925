import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icons.tsx'

type BannerProps = {
  tone?: 'plain' | 'info' | 'good' | 'bad'
  icon?: IconName
  /** Said at once when it appears: what went wrong. */
  role?: 'alert'
  action?: ComponentChildren
  children: ComponentChildren
}

/** A line across the page that stays while something holds. */
export function Banner({ tone = 'plain', icon, role, action, children }: BannerProps) {
  return (
    <div class={`banner banner-${tone}`} role={role}>
      {icon && <Icon name={icon} />}
      <div class="grow">{children}</div>
      {action}
    </div>
  )
}
