import { bulletKindNames, bulletKinds } from './kinds.ts'
import { limits } from '../../shared/limits.ts'
import type { Bullet, Citation, Source } from '../../shared/recaps.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { SelectField, TextArea } from '../ui/field.tsx'
import { bulletProblem, withoutCite, type EditBullet } from './edit.ts'
import { SourceQuote } from './source-quote.tsx'

export type BulletEditorProps = {
  bullet: EditBullet
  no: number
  count: number
  hasTried: boolean
  sourceOf: (cite: Citation) => Source | undefined
  onChange: (change: Partial<Bullet>) => void
  onMove: (by: -1 | 1) => void
  onDrop: () => void
  /** Opens the choice of messages for this bullet. */
  onCite: () => void
}

/** One bullet: its kind, its words, and the messages that it stands on. */
export function BulletEditor(props: BulletEditorProps) {
  const { bullet, no, count, hasTried, sourceOf, onChange, onMove, onDrop, onCite } = props
  return (
    <li class="card stack bullet-editor" aria-label={`Bullet ${no}`}>
      <div class="section-head">
        <div class="bullet-kind">
          <SelectField
            label={`Kind of bullet ${no}`}
            value={bullet.type}
            options={bulletKinds.map((value) => ({ value, label: bulletKindNames[value] }))}
            onValue={(type) => onChange({ type })}
          />
        </div>
        <div class="row bullet-moves">
          <IconButton icon="up" label={`Move bullet ${no} up`} disabled={no === 1} onClick={() => onMove(-1)} />
          <IconButton icon="down" label={`Move bullet ${no} down`} disabled={no === count} onClick={() => onMove(1)} />
          <IconButton icon="remove" label={`Drop bullet ${no}`} onClick={onDrop} />
        </div>
      </div>
      <TextArea
        label={`Words of bullet ${no}`}
        value={bullet.text}
        onValue={(text) => onChange({ text: text.replaceAll('\n', ' ') })}
        error={hasTried ? bulletProblem(bullet) : null}
        max={limits.recap.bulletLength}
        rows={2}
      />
      <div class="stack-tight">
        {bullet.section && <p class="eyebrow">Said in {bullet.section}</p>}
        {bullet.cites.length === 0 && <p class="problem">It stands on no message yet.</p>}
        <ul class="plain-list stack-tight" aria-label={`What bullet ${no} stands on`}>
          {bullet.cites.map((cite) => (
            <li key={`${cite.roomId}-${cite.seq}`} class="row cite">
              <SourceQuote source={sourceOf(cite)} />
              <IconButton
                icon="close"
                label={`Do not cite this message of ${sourceOf(cite)?.name ?? 'somebody'} in bullet ${no}`}
                onClick={() => onChange({ cites: withoutCite(bullet.cites, cite) })}
              />
            </li>
          ))}
        </ul>
        {bullet.cites.length < limits.recap.citations && (
          <div class="row">
            <Button look="plain" icon="quote" onClick={onCite}>
              Cite a message<span class="unseen"> in bullet {no}</span>
            </Button>
          </div>
        )}
      </div>
    </li>
  )
}
