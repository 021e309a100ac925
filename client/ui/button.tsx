import type { ButtonHTMLAttributes, ComponentChildren } from 'preact'
import { Icon, type IconName } from './icons.tsx'

export type ButtonLook = 'main' | 'quiet' | 'plain' | 'danger'

type Attributes = ButtonHTMLAttributes<HTMLButtonElement>
type ButtonProps = Attributes & {
  look?: ButtonLook | undefined
  icon?: IconName | undefined
  /** Something is on its way: the button keeps its place and focus, but does nothing. */
  isBusy?: boolean | undefined
}

export const buttonClass = (look: ButtonLook = 'main') => (look === 'main' ? 'button' : `button button-${look}`)

export function Button({ look, icon, isBusy, children, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      class={buttonClass(look)}
      {...(isBusy && { 'aria-busy': true, 'aria-disabled': true })}
      onClick={(event) => {
        if (isBusy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

type IconButtonProps = Attributes & { icon: IconName; label: string }

/** A button without words: its label is read out, and shown on hovering. */
export function IconButton({ icon, label, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} class="icon-button" aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  )
}

type LinkButtonProps = { href: string; look?: ButtonLook; icon?: IconName; children: ComponentChildren }

/** Goes somewhere, looks like a button. */
export function LinkButton({ href, look, icon, children }: LinkButtonProps) {
  return (
    <a class={buttonClass(look)} href={href}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  )
}
