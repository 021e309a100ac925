import { useId } from 'preact/hooks'
import { limits } from '../../shared/limits.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Problem } from '../ui/field.tsx'

type ValuesFieldProps = { values: string[]; onValues: (values: string[]) => void; error?: string | undefined }

const examples = ['Mutual support', 'Saying what is hard', 'Celebrating together', 'Openness', 'Patience', 'Craft']

/** Up to six short lines: what the circle holds dear. */
export function ValuesField({ values, onValues, error }: ValuesFieldProps) {
  const id = useId()
  return (
    <fieldset class="field" aria-describedby={`${id}-hint`}>
      <legend>Values</legend>
      <p id={`${id}-hint`} class="hint">
        Three is a good number. They help you decide whom to invite, and what to do when it gets difficult.
      </p>
      {values.map((value, i) => (
        <div key={i} class="row values-row">
          <input
            class="grow"
            aria-label={`Value ${i + 1}`}
            aria-invalid={error && i === 0 ? true : undefined}
            value={value}
            maxLength={limits.values.length}
            placeholder={examples[i]}
            onInput={(event) => onValues(values.with(i, event.currentTarget.value))}
          />
          {values.length > 1 && (
            <IconButton icon="close" label={`Remove value ${i + 1}`} onClick={() => onValues(values.toSpliced(i, 1))} />
          )}
        </div>
      ))}
      <Problem text={error} />
      {values.length < limits.values.max && (
        <div class="row">
          <Button look="plain" icon="add" onClick={() => onValues([...values, ''])}>
            Add a value
          </Button>
        </div>
      )}
    </fieldset>
  )
}
