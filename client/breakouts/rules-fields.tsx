import { useRef, useState } from 'preact/hooks'
import { limits } from '../../shared/limits.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Check, Chips } from '../ui/choice.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import type { Draft, Mode, Rules } from './draft.ts'
import { Nearest } from './nearest.tsx'

export type RulesProps = {
  draft: Draft
  nameOf: (memberId: string) => string
  /** By which choices a new deal is asked for. */
  onRules: (change: Partial<Rules>) => void
  /** How many breakouts there are to be, where people are placed by hand. */
  onResize: (count: number) => void
  tags: readonly string[]
  onTags: (tags: string[]) => void
}

const modes: { value: Mode; label: string }[] = [
  { value: 'even', label: 'By lot' },
  { value: 'meet-new', label: 'Meet new people' },
  { value: 'as-last', label: 'As last time' },
  { value: 'by-hand', label: 'By hand' },
]

/** How people are dealt: what is asked for each time. */
export function RulesFields({ draft, onRules, onResize }: Pick<RulesProps, 'draft' | 'onRules' | 'onResize'>) {
  const { plan, rules, said } = draft
  return (
    <>
      <Chips
        legend="Who sits with whom"
        value={rules.mode}
        options={modes.filter(({ value }) => value !== 'as-last' || said.hasLast)}
        onValue={(mode) => onRules({ mode, breakouts: mode === 'as-last' ? null : rules.breakouts })}
      />
      {rules.mode === 'by-hand' ? (
        <SelectField
          label="How many breakouts"
          value={String(plan.groups.length)}
          options={numbers(plan.groups.length === 0 ? 0 : 1, limits.breakout.rooms)}
          onValue={(count) => onResize(Number(count))}
        />
      ) : said.counts.length > 0 ? (
        <Chips
          legend="How many breakouts"
          value={plan.groups.length}
          options={said.counts.map((value) => ({ value, label: String(value) }))}
          onValue={(breakouts) => onRules({ breakouts })}
        />
      ) : (
        <Nearest
          nearest={said.nearest}
          plan={plan}
          band={rules.size}
          onSizes={(sizes) => onRules({ breakouts: sizes.length })}
        />
      )}
    </>
  )
}

/** What is asked for now and then: sizes, duties, who sits together, tags. */
export function MoreRules({ draft, nameOf, onRules, tags, onTags }: Omit<RulesProps, 'onResize'>) {
  const { rules } = draft
  const [typed, setTyped] = useState(tags.join(', '))
  return (
    <details class="more-rules">
      <summary>More rules</summary>
      <div class="stack">
        <SizeFields size={rules.size} onSize={(size) => onRules({ size, breakouts: null })} />
        <Check
          label="A leader and a note-taker in each breakout"
          hint="Whoever has served least recently in this circle is next."
          isChecked={rules.duties}
          onChange={(duties) => onRules({ duties })}
        />
        <Together draft={draft} nameOf={nameOf} onTogether={(together) => onRules({ together })} />
        <TextField
          label="Tags to spread evenly"
          hint="Words with commas between them, as: new here, old hand. Give them to people in their menus. Only hosts see them, and they are kept only with a round that is kept for later."
          value={tagsIn(typed).join() === tags.join() ? typed : tags.join(', ')}
          maxLength={120}
          onValue={(text) => {
            setTyped(text)
            onTags(tagsIn(text))
          }}
        />
      </div>
    </details>
  )
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ value: String(from + i), label: String(from + i) }))

const tagsIn = (text: string) => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim().slice(0, limits.tag.length))
      .filter(Boolean),
  ),
]

function SizeFields({ size, onSize }: { size: Rules['size']; onSize: (size: Rules['size']) => void }) {
  return (
    <div class="columns">
      <SelectField
        label="At least"
        hint="People in a breakout."
        value={String(size.min)}
        options={numbers(1, size.max)}
        onValue={(min) => onSize({ ...size, min: Number(min) })}
      />
      <SelectField
        label="At most"
        hint={`${limits.breakout.min} to ${limits.breakout.max} work best.`}
        value={String(size.max)}
        options={numbers(size.min, limits.breakout.withOverride)}
        onValue={(max) => onSize({ ...size, max: Number(max) })}
      />
    </div>
  )
}

type TogetherProps = Pick<RulesProps, 'draft' | 'nameOf'> & { onTogether: (together: string[][]) => void }

/** Those who sit in one breakout, whichever it is. Whoever is named twice brings both sets together. */
function Together({ draft, nameOf, onTogether }: TogetherProps) {
  const [pair, setPair] = useState<[string, string]>(['', ''])
  const { plan, rules } = draft
  const people = [...plan.groups.flatMap(({ memberIds }) => memberIds), ...plan.unplaced]
  const options = people
    .map((id) => ({ value: id, label: nameOf(id) }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
  const isReady = pair.every((id) => people.includes(id)) && pair[0] !== pair[1]
  const fields = useRef<HTMLDivElement>(null)
  return (
    <div class="stack-tight">
      <div ref={fields} class="columns">
        {(['Keep together', 'with'] as const).map((label, i) => (
          <SelectField
            key={label}
            label={label}
            value={pair[i]!}
            options={[{ value: '', label: 'Choose somebody' }, ...options]}
            onValue={(id) => setPair(i === 0 ? [id, pair[1]] : [pair[0], id])}
          />
        ))}
      </div>
      <div class="row">
        <Button
          look="quiet"
          icon="link"
          disabled={!isReady}
          onClick={() => {
            const joined = rules.together.filter((set) => set.some((id) => pair.includes(id)))
            const others = rules.together.filter((set) => !joined.includes(set))
            onTogether([...others, [...new Set([...joined.flat(), ...pair])]])
            setPair(['', ''])
            fields.current?.querySelector('select')?.focus()
          }}
        >
          Keep them together
        </Button>
      </div>
      {rules.together.length > 0 && (
        <ul class="lines">
          {rules.together.map((set) => (
            <li key={set.join()}>
              <span class="grow">{set.map(nameOf).join(', ')}</span>
              <IconButton
                icon="close"
                label={`No longer keep ${set.map(nameOf).join(', ')} together`}
                onClick={() => onTogether(rules.together.filter((other) => other !== set))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
