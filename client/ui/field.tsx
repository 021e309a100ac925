import type { ComponentChildren, PartialInputHTMLAttributes, TextareaHTMLAttributes } from 'preact'
import { useId } from 'preact/hooks'

type Described = {
  label: string
  hint?: ComponentChildren
  /** What is wrong with it, or null. */
  error?: string | null | undefined
}
type Written = Described & { value: string; onValue: (value: string) => void }

type TextFieldProps = Written &
  Pick<
    PartialInputHTMLAttributes<HTMLInputElement>,
    'autocomplete' | 'inputMode' | 'maxLength' | 'placeholder' | 'required' | 'readOnly'
  > & { type?: 'text' | 'email' }

/** One line to fill in, with its label, a hint and what is wrong. */
export function TextField({ label, hint, error, value, onValue, type = 'text', ...rest }: TextFieldProps) {
  const ids = useFieldIds(hint, error)
  return (
    <div class="field">
      <label for={ids.control}>{label}</label>
      {hint && <Hint id={ids.hint}>{hint}</Hint>}
      <input
        {...rest}
        {...attributesOf(ids, error)}
        // The types of Preact want one literal here.
        type={type as 'text'}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      <Problem id={ids.error} text={error} />
    </div>
  )
}

type TextAreaProps = Written &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'label'> & {
    max: number
    /** At least so many characters; the counter says how many are missing. */
    min?: number
    /** What the counter counts, where not every character does. */
    counted?: number
  }

/** Several lines to fill in, with a counter of characters. */
export function TextArea({ label, hint, error, value, onValue, min = 0, max, counted, ...rest }: TextAreaProps) {
  const ids = useFieldIds(hint, error, true)
  return (
    <div class="field">
      <label for={ids.control}>{label}</label>
      {hint && <Hint id={ids.hint}>{hint}</Hint>}
      <textarea
        {...rest}
        {...attributesOf(ids, error)}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      <div class="field-foot">
        <Problem id={ids.error} text={error} />
        <Counter id={ids.counter} length={counted ?? value.trim().length} min={min} max={max} />
      </div>
    </div>
  )
}

type SelectFieldProps<Value extends string> = Described & {
  value: Value
  options: readonly { value: Value; label: string }[]
  onValue: (value: Value) => void
  isDisabled?: boolean
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, hint, error, value, options, onValue, isDisabled = false } = props
  const ids = useFieldIds(hint, error)
  return (
    <div class="field">
      <label for={ids.control}>{label}</label>
      {hint && <Hint id={ids.hint}>{hint}</Hint>}
      <select
        {...attributesOf(ids, error)}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onValue(event.currentTarget.value as Value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Problem id={ids.error} text={error} />
    </div>
  )
}

type CounterProps = { id?: string | undefined; length: number; min?: number; max: number }

/** How many characters there are; in words when some are missing or too many. */
export function Counter({ id, length, min = 0, max }: CounterProps) {
  const [missing, over] = [min - length, length - max]
  const isWanting = over > 0 || (missing > 0 && length > 0)
  const text = over > 0 ? `${over} too many` : missing > 0 ? `${missing} more to write` : `${length} of ${max}`
  return (
    <span id={id} class={`hint counter ${isWanting ? 'counter-wanting' : ''}`}>
      {text}
    </span>
  )
}

export function Hint({ id, children }: { id?: string | undefined; children: ComponentChildren }) {
  return (
    <div id={id} class="hint">
      {children}
    </div>
  )
}

/** What is wrong, said at once to who cannot see it appear. */
export function Problem({ id, text }: { id?: string | undefined; text: string | null | undefined }) {
  return (
    <p id={id} class="problem" role="alert" hidden={!text}>
      {text}
    </p>
  )
}

type FieldIds = { control: string; hint: string; error: string; counter: string; described: string }

function useFieldIds(hint: unknown, error: string | null | undefined, isCounted = false): FieldIds {
  const control = useId()
  const [hintId, errorId, counter] = [`${control}-hint`, `${control}-error`, `${control}-counter`]
  const described = [hint && hintId, error && errorId, isCounted && counter].filter(Boolean).join(' ')
  return { control, hint: hintId, error: errorId, counter, described }
}

const attributesOf = (ids: FieldIds, error: string | null | undefined) => ({
  id: ids.control,
  ...(ids.described && { 'aria-describedby': ids.described }),
  ...(error && { 'aria-invalid': true as const }),
})

/** After the problems are shown, which is in the next frame. */
export function focusFirstProblem(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
