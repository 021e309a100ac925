import { useState } from 'preact/hooks'
import { limits } from '../../shared/limits.ts'
import { Chips } from '../ui/choice.tsx'

const presets = [10, 15, 25]
const options = presets.map((value) => ({ value, label: `${value}` }))

type MinutesFieldProps = { minutes: number; onMinutes: (minutes: number) => void }

export const areMinutes = (minutes: number) =>
  Number.isInteger(minutes) && minutes >= limits.breakout.minutes.min && minutes <= limits.breakout.minutes.max

/** How long the round lasts: one of three, or any other number up to four hours. */
export function MinutesField({ minutes, onMinutes }: MinutesFieldProps) {
  const [typed, setTyped] = useState(presets.includes(minutes) ? '' : String(minutes))
  return (
    <Chips
      legend="Minutes"
      value={typed === '' ? minutes : null}
      options={options}
      onValue={(value) => {
        setTyped('')
        onMinutes(value)
      }}
    >
      <input
        class="minutes-other"
        aria-label="Other number of minutes"
        aria-invalid={typed !== '' && !areMinutes(Number(typed)) ? true : undefined}
        inputMode="numeric"
        placeholder="other"
        maxLength={3}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          onMinutes(event.currentTarget.value === '' ? 15 : Number(event.currentTarget.value))
        }}
      />
    </Chips>
  )
}
