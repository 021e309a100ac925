import '../styles/harvest.css'
import { limits } from '../../shared/limits.ts'
import { lists, newRow, type CardForm, type Clash, type ListName, type Row } from '../state/card-form.ts'
import { useSaid } from '../state/notices.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Problem, SelectField, TextField } from '../ui/field.tsx'
import { listWords } from './card-words.ts'

export type CardFormProps = {
  form: CardForm
  clashes: readonly Clash[]
  /** Who an action may belong to. */
  owners: readonly { memberId: string; name: string }[]
  onEdit: (change: Partial<CardForm>) => void
  onSettle: (field: Clash['field'], takes: boolean) => void
}

/** The fields of a harvest card. Any of them may stay empty. */
export function CardFormView({ form, clashes, owners, onEdit, onSettle }: CardFormProps) {
  const clashOf = (field: Clash['field']) => clashes.find((clash) => clash.field === field)
  return (
    <div class="card-form">
      <TextField
        label="Headline"
        hint="One sentence for those who were not here."
        value={form.headline}
        onValue={(headline) => onEdit({ headline })}
        maxLength={limits.harvest.headlineLength}
      />
      <OtherWords clash={clashOf('headline')} onSettle={onSettle} />
      {lists.map((name) => (
        <Lines key={name} name={name} rows={form[name]} owners={owners} onRows={(rows) => onEdit({ [name]: rows })} />
      ))}
      <TextField
        label="Open question"
        value={form.question}
        onValue={(question) => onEdit({ question })}
        maxLength={limits.harvest.lineLength}
      />
      <OtherWords clash={clashOf('question')} onSettle={onSettle} />
    </div>
  )
}

type LinesProps = {
  name: ListName
  rows: Row[]
  owners: CardFormProps['owners']
  onRows: (rows: Row[]) => void
}

/** One list of the card. Enter in a line begins the next one. */
function Lines({ name, rows, owners, onRows }: LinesProps) {
  const { title, one, hint, max } = listWords[name]
  const change = (key: number, to: Partial<Row>) =>
    onRows(rows.map((row) => (row.key === key ? { ...row, ...to } : row)))
  const add = (list: HTMLElement | null) => {
    if (rows.length >= max) return
    onRows([...rows, newRow()])
    requestAnimationFrame(() => [...(list?.querySelectorAll('textarea') ?? [])].at(-1)?.focus())
  }
  return (
    <fieldset>
      <legend>
        {title} <span class="hint">{hint}</span>
      </legend>
      {rows.map((row, i) => (
        <div key={row.key} class="card-line">
          <textarea
            rows={1}
            aria-label={`${one} ${i + 1}`}
            value={row.text}
            maxLength={limits.harvest.lineLength}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.isComposing) return
              event.preventDefault()
              add(event.currentTarget.closest('fieldset'))
            }}
            onInput={(event) => change(row.key, { text: event.currentTarget.value.replaceAll('\n', ' ') })}
          />
          <IconButton
            icon="close"
            label={`Take out ${one.toLowerCase()} ${i + 1}`}
            onClick={() => onRows(rows.filter(({ key }) => key !== row.key))}
          />
          {name === 'actions' && (
            <SelectField
              label={`Who does action ${i + 1}`}
              value={row.ownerId ?? ''}
              options={[
                { value: '', label: 'Nobody yet' },
                ...owners.map((owner) => ({ value: owner.memberId, label: owner.name })),
              ]}
              onValue={(ownerId) => change(row.key, { ownerId: ownerId || null })}
            />
          )}
        </div>
      ))}
      <Problem text={rows.length > max ? `Only ${max} fit: take out ${rows.length - max}.` : null} />
      {rows.length < max && (
        <div>
          <Button look="plain" icon="add" onClick={(event) => add(event.currentTarget.closest('fieldset'))}>
            Add {/^[aeiou]/i.test(one) ? 'an' : 'a'} {one.toLowerCase()}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

/** What somebody else wrote into the same field in the same moment. */
function OtherWords({ clash, onSettle }: { clash: Clash | undefined; onSettle: CardFormProps['onSettle'] }) {
  useSaid(clash ? `Somebody else wrote here at the same time: ${clash.theirs || 'nothing'}` : null)
  if (!clash) return null
  return (
    <div class="card-clash">
      <p>
        Somebody else wrote here at the same time: <b class="said">{clash.theirs || '(nothing)'}</b>
      </p>
      <div class="row">
        <Button look="quiet" onClick={() => onSettle(clash.field, true)}>
          Take their words
        </Button>
        <Button look="plain" onClick={() => onSettle(clash.field, false)}>
          Keep mine
        </Button>
      </div>
    </div>
  )
}
