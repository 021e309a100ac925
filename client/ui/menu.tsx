import type { ComponentChildren } from 'preact'
import { useId, useRef } from 'preact/hooks'
import { buttonClass, type ButtonLook } from './button.tsx'
import { Icon, type IconName } from './icons.tsx'

export type MenuItem = {
  label: string
  icon?: IconName
  isDanger?: boolean
  isDisabled?: boolean
  run: () => void
}

type MenuProps = {
  /** What the menu is for: read out, and shown on hovering when the button has no words. */
  label: string
  icon?: IconName
  look?: ButtonLook
  items: readonly MenuItem[]
  /** Words on the button; without them it is an icon. */
  children?: ComponentChildren
}

/** A button that offers a few things to do. Arrow keys, Home and End move; Escape and a click outside close it. */
export function Menu({ label, icon = 'more', look = 'quiet', items, children }: MenuProps) {
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const first = items.find(({ isDisabled }) => !isDisabled)
  const buttons = () => [...(menu.current?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])]

  function onKeyDown(event: KeyboardEvent) {
    const all = buttons()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Tab') menu.current?.hidePopover()
    if (to === undefined) return
    event.preventDefault()
    all[to % all.length]?.focus()
  }

  return (
    <>
      <button
        ref={opener}
        type="button"
        class={children ? buttonClass(look) : 'icon-button'}
        popovertarget={id}
        aria-haspopup="menu"
        {...(!children && { 'aria-label': label, title: label })}
      >
        <Icon name={icon} />
        {children}
      </button>
      <div
        ref={menu}
        id={id}
        class="menu"
        role="menu"
        aria-label={label}
        popover="auto"
        onKeyDown={onKeyDown}
        onToggle={(event) => {
          if (event.newState === 'open') placeBeside(menu.current!, opener.current!)
        }}
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            class={item.isDanger ? 'is-danger' : ''}
            disabled={item.isDisabled}
            autofocus={item === first}
            onClick={() => {
              menu.current?.hidePopover()
              opener.current?.focus()
              item.run()
            }}
          >
            {item.icon && <Icon name={item.icon} />}
            {item.label}
          </button>
        ))}
      </div>
    </>
  )
}

const edgePx = 8

/** Below its button where there is room, else above; never past the edge of the screen. */
function placeBeside(menu: HTMLElement, opener: HTMLElement): void {
  const at = opener.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const left = Math.min(at.left + width > innerWidth - edgePx ? at.right - width : at.left, innerWidth - width - edgePx)
  const isBelow = at.bottom + height + edgePx <= innerHeight || at.top < height
  menu.style.left = `${Math.max(edgePx, left)}px`
  menu.style.top = `${isBelow ? Math.min(at.bottom + 4, innerHeight - height - edgePx) : at.top - height - 4}px`
}
