import { limits } from '../../shared/limits.ts'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/choice.tsx'
import { Hint, Problem, SelectField, TextArea, TextField } from '../ui/field.tsx'
import { useHeld } from './held.ts'
import { areMinutes, MinutesField } from './minutes-field.tsx'
import { PassOn } from './pass-on.tsx'
import { usualName } from './plan.ts'
import type { CommandInput } from '../../shared/commands.ts'
import type { LateRule } from '../../shared/composing.ts'
import { lateRules } from './words.ts'

export type Offer = Omit<CommandInput<'round:offer'>, 'commandId' | 'roomId'>

type OfferFormProps = {
  /** How many sit at the table now. */
  people: number
  /** Whether a round of this session has ended. */
  hasCards: boolean
  isBusy: boolean
  problem: string | null
  onOffer: (offer: Offer) => void
}

const times = [60, 120, 180, 300].map((value) => ({ value, label: `${value / 60} min` }))
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ value: String(from + i), label: String(from + i) }))

/** Breakouts with free seats, in which people sit down where they like. */
export function OfferForm({ people, hasCards, isBusy, problem, onOffer }: OfferFormProps) {
  const usual = Math.max(2, Math.ceil(people / limits.breakout.max))
  const usualSeats = Math.min(limits.breakout.max, Math.max(2, Math.ceil(people / usual) + 1))
  const [names, setNames] = useHeld(
    'offer names',
    Array.from({ length: usual }, (_, i) => usualName(i)),
  )
  const [seats, setSeats] = useHeld('offer seats', usualSeats)
  const [task, setTask] = useHeld('offer task', '')
  const [minutes, setMinutes] = useHeld('offer minutes', 15)
  const [chooseSeconds, setChooseSeconds] = useHeld('offer time to choose', 120)
  const [late, setLate] = useHeld<LateRule>('offer late', 'smallest')
  const [passOn, setPassOn] = useHeld('offer passing on', false)
  const free = names.length * seats
  return (
    <div class="stack">
      <div class="columns">
        <SelectField
          label="How many breakouts"
          value={String(names.length)}
          options={numbers(1, limits.breakout.rooms)}
          onValue={(count) => setNames(Array.from({ length: Number(count) }, (_, i) => names[i] ?? usualName(i)))}
        />
        <SelectField
          label="Seats in each"
          value={String(seats)}
          options={numbers(2, limits.breakout.max)}
          onValue={(count) => setSeats(Number(count))}
        />
      </div>
      <Hint>
        {free} seats for {people === 1 ? '1 person' : `${people} people`}
        {free < people ? ': some will stay at the table.' : '.'}
      </Hint>
      <div class="columns">
        {names.map((name, i) => (
          <TextField
            key={i}
            label={`Name of breakout ${i + 1}`}
            value={name}
            maxLength={limits.table.nameLength}
            onValue={(text) => setNames(names.with(i, text))}
          />
        ))}
      </div>
      <Chips legend="Time to choose" value={chooseSeconds} options={times} onValue={setChooseSeconds} />
      <Chips legend="Who has not chosen by then, or comes late" value={late} options={lateRules} onValue={setLate} />
      <div class="columns">
        <TextArea
          label="Task"
          hint="Everybody sees it on top of their breakout. It may stay empty."
          max={limits.breakout.taskLength}
          value={task}
          onValue={setTask}
        />
        <MinutesField minutes={minutes} onMinutes={setMinutes} />
      </div>
      <PassOn hasCards={hasCards} isChecked={passOn} onChange={setPassOn} />
      <Problem text={problem} />
      <div class="dialog-foot">
        <Button
          isBusy={isBusy}
          disabled={!areMinutes(minutes)}
          onClick={() => {
            const breakouts = names.map((name) => ({ seats, ...(name.trim() !== '' && { name: name.trim() }) }))
            const rest = late === 'stay' ? 'stay' : 'place'
            onOffer({ breakouts, task: task.trim(), minutes, chooseSeconds, rest, late, ...(passOn && { passOn }) })
          }}
        >
          Let them choose
        </Button>
      </div>
    </div>
  )
}
