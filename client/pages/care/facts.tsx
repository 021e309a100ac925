import type { CircleState } from '../../../shared/circles.ts'
import { run } from '../../api/run.ts'
import { useDoing } from '../../state/doing.ts'
import { notify } from '../../state/notices.ts'
import { draftOf } from '../circle-draft.ts'
import { CircleForm } from '../circle-form.tsx'

/** What the circle says of itself, and how many seats it has. */
export function CareFacts({ circle: { circleId, facts } }: { circle: CircleState }) {
  const { isBusy, refusal, go } = useDoing()
  return (
    <section class="sheet stack">
      <p class="hint">Everybody in the circle sees that this was changed, and how it reads now.</p>
      <CircleForm
        begin={draftOf(facts)}
        submit="Save"
        isBusy={isBusy}
        refusal={refusal}
        onSubmit={async (changed) => {
          if (await go(() => run('circle:change', { circleId, facts: changed }))) notify('Saved.', { tone: 'good' })
        }}
      />
    </section>
  )
}
