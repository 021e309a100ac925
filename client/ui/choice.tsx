import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

type CheckProps = {
  label: ComponentChildren
  hint?: ComponentChildren
  isChecked: boolean
  onChange: (isChecked: boolean) => void
}

/** Yes or no, with room for what it means. */
export function Check({ label, hint, isChecked, onChange }: CheckProps) {
  const id = useId()
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={isChecked}
        aria-describedby={hint ? id : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span class="choice-text">
        {label}
        {hint && (
          <span id={id} class="hint">
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}

type ChipsProps<Value extends string | number> = {
  legend: string
  hint?: ComponentChildren
  value: Value | null
  options: readonly { value: Value; label: string }[]
  onValue: (value: Value) => void
  children?: ComponentChildren
}

/** One of a few short choices; arrow keys move between them as between radio buttons, which they are. */
export function Chips<Value extends string | number>(props: ChipsProps<Value>) {
  const { legend, hint, value, options, onValue, children } = props
  const name = useId()
  return (
    <fieldset class="field" aria-describedby={hint ? `${name}-hint` : undefined}>
      <legend>{legend}</legend>
      {hint && (
        <div id={`${name}-hint`} class="hint">
          {hint}
        </div>
      )}
      <div class="choice-chips">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onValue(option.value)} />
            {option.label}
          </label>
        ))}
        {children}
      </div>
    </fieldset>
  )
}
