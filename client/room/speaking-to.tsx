import { signal } from '@preact/signals'
import type { RoundState } from '../../shared/rooms.ts'
import { Chips } from '../ui/choice.tsx'

type Connected = RoundState['connected']

/** The other breakout that hears what is written next; null for one's own alone. */
const chosen = signal<string | null>(null)

/** Nobody is spoken to who is connected no longer. */
export const speaksTo = (connected: Connected) =>
  connected.some(({ breakoutId }) => breakoutId === chosen.value) ? chosen.value : null

/** Above the field, where two breakouts are connected: who is to hear it. */
export function SpeakingTo({ name, connected }: { name: string; connected: Connected }) {
  return (
    <Chips
      legend="Who hears it"
      value={speaksTo(connected) ?? ''}
      options={[
        { value: '', label: `${name} alone` },
        ...connected.map((other) => ({ value: other.breakoutId, label: `${other.name} too` })),
      ]}
      onValue={(to) => (chosen.value = to || null)}
    />
  )
}
