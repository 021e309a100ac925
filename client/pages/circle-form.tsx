import { useState } from 'preact/hooks'
import type { CircleFacts } from '../../shared/circles.ts'
import type { Refusal } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Button } from '../ui/button.tsx'
import { focusFirstProblem, Problem, TextArea, TextField } from '../ui/field.tsx'
import { capacityProblem, factsOf, newCircle, problemFrom, problemsIn, type CircleDraft } from './circle-draft.ts'
import { ValuesField } from './values-field.tsx'

type CircleFormProps = {
  begin: CircleDraft
  submit: string
  isBusy: boolean
  refusal: Refusal | null
  onSubmit: (facts: CircleFacts) => void
}

/** What a circle says of itself, to be written or changed. */
export function CircleForm({ begin, submit, isBusy, refusal, onSubmit }: CircleFormProps) {
  const [draft, setDraft] = useState(begin)
  const [hasTried, setTried] = useState(false)
  const missing = problemsIn(draft)
  const problems = { ...(refusal && problemFrom(refusal)), ...(hasTried && missing) }
  const put = (change: Partial<CircleDraft>) => setDraft({ ...draft, ...change })
  const { circle } = limits
  return (
    <form
      class="stack circle-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (Object.keys(missing).length === 0) onSubmit(factsOf(draft))
        else focusFirstProblem(event.currentTarget)
      }}
    >
      <TextField
        label="Name"
        value={draft.name}
        onValue={(name) => put({ name })}
        error={problems.name}
        maxLength={circle.nameLength}
        placeholder="Riverside Writers"
      />
      <TextArea
        label="Purpose, in one sentence"
        hint={
          <>
            Why would somebody give it their attention? What can be solved only together? Everybody reads this sentence
            before they join.
          </>
        }
        value={draft.purpose}
        onValue={(purpose) => put({ purpose: purpose.replaceAll('\n', ' ') })}
        error={problems.purpose}
        max={circle.purposeLength}
      />
      <TextArea
        label="The problem it starts from"
        hint="One specific thing that is hard for these people now. Not a mission statement."
        value={draft.problem}
        onValue={(problem) => put({ problem })}
        error={problems.problem}
        max={circle.problemLength}
      />
      <ValuesField values={draft.values} onValues={(values) => put({ values })} error={problems.values} />
      <TextArea
        label="Code of conduct"
        hint={`How people treat each other here.${draft.conduct === newCircle.conduct ? ' What stands here is an example: make it yours.' : ''}`}
        value={draft.conduct}
        onValue={(conduct) => put({ conduct })}
        error={problems.conduct}
        max={circle.conductLength}
      />
      <div class="field-short">
        <TextField
          label="Seats"
          hint={`From ${circle.min} to ${circle.max}. When they are taken, who is invited waits in line.`}
          value={draft.capacity}
          onValue={(capacity) => put({ capacity })}
          error={problems.capacity ?? (Number(draft.capacity) > circle.max ? capacityProblem(draft.capacity) : null)}
          inputMode="numeric"
          maxLength={4}
        />
      </div>
      <div class="stack-tight">
        <Problem text={refusal && Object.keys(problemFrom(refusal)).length === 0 ? refusalText(refusal) : null} />
        <div class="row">
          <Button type="submit" isBusy={isBusy}>
            {submit}
          </Button>
        </div>
      </div>
    </form>
  )
}
