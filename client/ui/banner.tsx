import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icons.tsx'

type BannerProps = {
  tone?: 'plain' | 'info' | 'good' | 'bad'
  icon?: IconName
  /** Said by a screen reader when it appears. */
  isNews?: boolean
  action?: ComponentChildren
  children: ComponentChildren
}

/** A line across the page that stays while something holds. */
export function Banner({ tone = 'plain', icon, isNews = false, action, children }: BannerProps) {
  return (
    <div class={`banner banner-${tone}`} {...(isNews && { role: 'status' })}>
      {icon && <Icon name={icon} />}
      <div class="grow">{children}</div>
      {action}
    </div>
  )
}
