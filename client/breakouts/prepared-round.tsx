import type { QueryReply } from '../../shared/queries.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { SelectField } from '../ui/field.tsx'
import { timeText } from '../ui/time.tsx'

export type Prepared = QueryReply<'round:prepared'>['prepared'][number]

type PreparedRoundProps = {
  one: Prepared
  /** When the session that runs has started; null where none does. */
  startedAt: number | null
  now: number
  onTake: () => void
  onRemove: () => void
  /** So many minutes into the session; null for when a host opens it. */
  onSchedule: (opensAfter: number | null) => void
}

const presets = [5, 10, 15, 20, 25, 30, 40, 45, 60, 75, 90, 120]

/** One round that was composed for later: to be taken, removed, or left to open by itself. */
export function PreparedRound({ one, startedAt, now, onTake, onRemove, onSchedule }: PreparedRoundProps) {
  const { name, plan, forSession, opensAfter } = one
  return (
    <li>
      <span class="grow">
        <b>{name}</b>
        <span class="hint block">
          {plan.breakouts.length === 1 ? '1 breakout' : `${plan.breakouts.length} breakouts`}
          {forSession ? ', for this session' : ', for any session here'}
          {plan.passOn && ', passes the cards on'}
        </span>
      </span>
      <Button look="quiet" onClick={onTake}>
        Take<span class="unseen"> {name}</span>
      </Button>
      <IconButton icon="remove" label={`Remove ${name}`} onClick={onRemove} />
      <div class="prepared-when">
        <SelectField
          label={`${name} opens`}
          hint={
            opensAfter === null
              ? undefined
              : 'So far into the session, by its rules, for who sits here by then. No host has to be there.'
          }
          value={opensAfter === null ? '' : String(opensAfter)}
          options={[
            { value: '', label: 'when a host opens it' },
            ...momentsFor(opensAfter, startedAt, now).map((minutes) => ({
              value: String(minutes),
              label: momentText(minutes, startedAt),
            })),
          ]}
          onValue={(minutes) => onSchedule(minutes === '' ? null : Number(minutes))}
        />
      </div>
    </li>
  )
}

/** The moments of a session that can be chosen, without those that are over; the chosen one is among them. */
function momentsFor(chosen: number | null, startedAt: number | null, now: number): number[] {
  const isToCome = (minutes: number) => startedAt === null || startedAt + minutes * 60_000 > now
  const all = new Set([...presets.filter(isToCome), ...(chosen === null ? [] : [chosen])])
  return [...all].toSorted((a, b) => a - b)
}

const momentText = (minutes: number, startedAt: number | null) =>
  startedAt === null
    ? `by itself, ${minutes} minutes in`
    : `by itself at ${timeText(startedAt + minutes * 60_000, 'time')}, ${minutes} minutes in`
