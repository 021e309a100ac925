import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { useBegun } from '../state/begun.ts'
import { useDoing } from '../state/doing.ts'
import { Button } from '../ui/button.tsx'
import { SelectField, TextArea } from '../ui/field.tsx'
import { Thread, type Said } from '../ui/thread.tsx'

/** Whom a word is for: `all`, `hosts`, or the id of a breakout or of one person. `asked` rises when it was chosen elsewhere. */
export type WordTo = { id: string; asked: number }

type Named = { id: string; name: string }
type WordFormProps = {
  tableId: string
  to: WordTo
  onTo: (id: string) => void
  breakouts: readonly Named[]
  people: readonly Named[]
  /** What was said aside with them before. */
  threadOf?: (toId: string) => readonly Said[]
  say: (toId: string, text: string) => Promise<Answer<unknown>>
}

/** A word of the host: to everybody, to one breakout, to one person, or among the hosts. */
export function WordForm({ tableId, to, onTo, breakouts, people, threadOf, say }: WordFormProps) {
  const words = useBegun(`word ${tableId}`, '')
  const text = words.value
  const [said, setSaid] = useState<string | null>(null)
  const { isBusy, problem, go } = useDoing()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (to.asked > 0) form.current?.querySelector('textarea')?.focus()
  }, [to.asked])
  const options = [
    { value: 'all', label: 'Everybody' },
    { value: 'hosts', label: 'The other hosts alone' },
    ...breakouts.map(({ id, name }) => ({ value: id, label: `${name} alone` })),
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const chosen = options.find(({ value }) => value === to.id)
  // What was meant for one breakout or one person is not said to others because these have gone meanwhile.
  if (!chosen) options.unshift({ value: to.id, label: 'Choose who reads it' })
  return (
    <form
      ref={form}
      class="stack-tight"
      aria-label="A word"
      onSubmit={async (event) => {
        event.preventDefault()
        if (!chosen || text.trim() === '' || !(await go(() => say(to.id, text)))) return
        words.sent(text)
        setSaid(`Said to ${{ all: 'everybody', hosts: 'the other hosts' }[to.id] ?? chosen.label}.`)
        form.current?.querySelector('textarea')?.focus()
      }}
    >
      <SelectField label="A word to" value={to.id} options={options} onValue={onTo} />
      <Thread label="What was said with them" said={threadOf?.(to.id) ?? []} />
      <p class="hint" role="status">
        {said}
      </p>
      <TextArea
        label="What you say"
        hint={chosen ? hintFor(to.id, breakouts) : 'Whom you were writing to is not there any more.'}
        max={limits.announcement.length}
        rows={2}
        value={text}
        onValue={(value) => {
          words.set(value)
          setSaid(null)
        }}
        error={problem}
      />
      <div class="row">
        <Button type="submit" look="quiet" icon="speak" isBusy={isBusy} disabled={!chosen || text.trim() === ''}>
          Say it
        </Button>
      </div>
    </form>
  )
}

function hintFor(to: string, breakouts: readonly Named[]): string {
  if (to === 'all') return 'It stands in every breakout and at the table, under your name.'
  if (to === 'hosts') return 'Only who leads this session reads it, as long as the session runs.'
  if (breakouts.some(({ id }) => id === to)) return 'It stands in this breakout, under your name.'
  return 'They read it, and who leads this session. It goes when the session ends.'
}
