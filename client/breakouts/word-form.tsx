import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { useDoing } from '../state/doing.ts'
import { Button } from '../ui/button.tsx'
import { SelectField, TextArea } from '../ui/field.tsx'
import { Thread, type Said } from '../ui/thread.tsx'

/** Whom a word is for: `all`, `hosts`, or the id of a breakout or of one person. `asked` rises when it was chosen elsewhere. */
export type WordTo = { id: string; asked: number }

type Named = { id: string; name: string }
type WordFormProps = {
  to: WordTo
  onTo: (id: string) => void
  breakouts: readonly Named[]
  people: readonly Named[]
  /** What was said aside with them before. */
  threadOf?: (toId: string) => readonly Said[]
  say: (toId: string, text: string) => Promise<Answer<unknown>>
}

/** A word of the host: to everybody, to one breakout, to one person, or among the hosts. */
export function WordForm({ to, onTo, breakouts, people, threadOf, say }: WordFormProps) {
  const [text, setText] = useState('')
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
  const label = options.find(({ value }) => value === to.id)?.label ?? 'Everybody'
  return (
    <form
      ref={form}
      class="stack-tight"
      aria-label="A word"
      onSubmit={async (event) => {
        event.preventDefault()
        if (text.trim() === '' || !(await go(() => say(to.id, text)))) return
        setText('')
        setSaid(`Said to ${{ all: 'everybody', hosts: 'the other hosts' }[to.id] ?? label}.`)
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
        hint={hintFor(to.id, breakouts)}
        max={limits.announcement.length}
        rows={2}
        value={text}
        onValue={(value) => {
          setText(value)
          setSaid(null)
        }}
        error={problem}
      />
      <div class="row">
        <Button type="submit" look="quiet" icon="speak" isBusy={isBusy} disabled={text.trim() === ''}>
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
