import './turn-dialog.css'
import { useState } from 'preact/hooks'
import type { Answer } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { problemOf } from '../state/doing.ts'
import { Chips } from '../ui/choice.tsx'
import { ConfirmDialog } from '../ui/dialog.tsx'
import { SelectField, TextField } from '../ui/field.tsx'

type Turn = { seconds: number; memberId?: string; label?: string }

type TurnDialogProps = {
  /** Who sits here. */
  people: readonly { memberId: string; name: string }[]
  /** How long it is at first, in seconds. */
  usual: number
  onSet: (turn: Turn) => Promise<Answer<unknown>>
  onClose: () => void
}

const presets = [1, 2, 3, 5, 10].map((minutes) => ({ value: minutes * 60, label: `${minutes}` }))

/** How long a turn is, whose it is and what for. */
export function TurnDialog({ people, usual, onSet, onClose }: TurnDialogProps) {
  const [memberId, setMemberId] = useState('')
  const [label, setLabel] = useState('')
  const [minutes, setMinutes] = useState(String(Math.floor(usual / 60)))
  const [rest, setRest] = useState(String(usual % 60))
  const seconds = secondsOf(minutes, rest)
  const set = async () => {
    if (seconds === null) return null
    return problemOf(
      await onSet({ seconds, ...(memberId && { memberId }), ...(label.trim() && { label: label.trim() }) }),
    )
  }
  return (
    <ConfirmDialog title="Set a timer" confirm="Start" isReady={seconds !== null} onConfirm={set} onClose={onClose}>
      <Chips
        legend="Minutes"
        value={seconds}
        options={presets}
        onValue={(value) => {
          setMinutes(String(value / 60))
          setRest('0')
        }}
      />
      <div class="turn-length">
        <NumberField label="Minutes" value={minutes} onValue={setMinutes} isWrong={seconds === null} /> min
        <NumberField label="Seconds" value={rest} onValue={setRest} isWrong={seconds === null} /> s
      </div>
      {/* Not said aloud: it also stands here while a number is typed anew. */}
      {seconds === null && <p class="problem">A turn is five seconds to sixty minutes long.</p>}
      <SelectField
        label="Whose turn?"
        value={memberId}
        options={[
          { value: '', label: 'Nobody in particular' },
          ...people.map((one) => ({ value: one.memberId, label: one.name })),
        ]}
        onValue={setMemberId}
      />
      <TextField
        label="What for, if you like"
        value={label}
        onValue={setLabel}
        maxLength={limits.timer.labelLength}
        placeholder="First impressions"
      />
      <p class="hint">Everybody here sees the time run. It takes the place of the timer before.</p>
    </ConfirmDialog>
  )
}

type NumberFieldProps = { label: string; value: string; onValue: (value: string) => void; isWrong: boolean }

const NumberField = ({ label, value, onValue, isWrong }: NumberFieldProps) => (
  <input
    aria-label={label}
    aria-invalid={isWrong ? true : undefined}
    inputMode="numeric"
    maxLength={2}
    value={value}
    onInput={(event) => onValue(event.currentTarget.value)}
  />
)

/** What was typed, in seconds; null where that is no length that a turn can have. */
export function secondsOf(minutes: string, rest: string): number | null {
  if (!/^\d*$/.test(minutes + rest)) return null
  const seconds = Number(minutes) * 60 + Number(rest)
  return seconds >= limits.timer.minS && seconds <= limits.timer.maxS ? seconds : null
}
