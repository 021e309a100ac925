import { Chips } from '../ui/choice.tsx'
import { Hint } from '../ui/field.tsx'
import type { Preview } from './composer-view.tsx'
import type { Plan } from './plan.ts'

type NearestProps = { preview: Preview; plan: Plan; onSizes: (sizes: number[]) => void }

/** No way into groups of 6 to 10: why, and what comes nearest. */
export function Nearest({ preview: { nearest }, plan, onSizes }: NearestProps) {
  const sizesNow = String(plan.groups.map(({ memberIds }) => memberIds.length))
  const people = plan.groups.reduce((sum, { memberIds }) => sum + memberIds.length, 0)
  if (nearest.length === 0) return <Hint>Nobody is here to be placed.</Hint>
  return (
    <Chips
      legend={people === 1 ? 'One person cannot be divided' : `${people} people cannot be divided into 6 to 10`}
      hint="These come nearest:"
      value={sizesNow}
      options={nearest.map(({ sizes, label }) => ({ value: String(sizes), label }))}
      onValue={(value) => onSizes(value.split(',').map(Number))}
    />
  )
}
