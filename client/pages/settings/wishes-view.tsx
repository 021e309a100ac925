import { useState } from 'preact/hooks'
import { limits } from '../../../shared/limits.ts'
import { Button } from '../../ui/button.tsx'
import { Problem, SelectField } from '../../ui/field.tsx'
import { Person } from '../../ui/person.tsx'

type Named = { memberId: string; name: string }

type WishesViewProps = {
  apart: readonly Named[]
  /** Everybody else in the circle. */
  others: readonly Named[]
  isBusy: boolean
  problem: string | null
  onKeepApart: (memberId: string) => void
  onForget: (memberId: string) => void
}

/** With whom somebody would rather not sit. Theirs alone: the page says so first. */
export function WishesView({ apart, others, isBusy, problem, onKeepApart, onForget }: WishesViewProps) {
  const [chosen, setChosen] = useState('')
  const left = others.filter(({ memberId }) => apart.every((wish) => wish.memberId !== memberId))
  return (
    <>
      <p>
        You need no reason. The two of you are not placed in one breakout any more, from the next round on. Nobody is
        told: not the other person, not the hosts. At the table itself everybody still sits together.
      </p>
      {apart.length > 0 && (
        <ul class="lines" aria-label="Kept apart from you">
          {apart.map(({ memberId, name }) => (
            <li key={memberId}>
              <span class="grow">
                <Person name={name} />
              </span>
              <Button look="quiet" isBusy={isBusy} onClick={() => onForget(memberId)}>
                Let it go<span class="unseen"> about {name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {apart.length < limits.keepApart.max && left.length > 0 && (
        <form
          class="stack-tight"
          onSubmit={(event) => {
            event.preventDefault()
            if (chosen) onKeepApart(chosen)
            setChosen('')
            event.currentTarget.querySelector('select')?.focus()
          }}
        >
          <SelectField
            label="Not in one breakout with"
            value={chosen}
            options={[
              { value: '', label: 'Choose somebody' },
              ...left.map(({ memberId, name }) => ({ value: memberId, label: name })),
            ]}
            onValue={setChosen}
          />
          <div>
            <Button type="submit" look="quiet" isBusy={isBusy} disabled={chosen === ''}>
              Keep us apart
            </Button>
          </div>
        </form>
      )}
      <Problem text={problem} />
      <p class="hint">
        When something happened that should not have, you can also call for help in any session: choose “Safety”. If it
        cannot wait, speak to a steward of the circle.
      </p>
    </>
  )
}
