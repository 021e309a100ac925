import { Chips } from '../ui/choice.tsx'
import { Hint } from '../ui/field.tsx'
import type { Draft } from './draft.ts'
import type { Plan } from './plan.ts'

type NearestProps = {
  nearest: Draft['said']['nearest']
  plan: Plan
  band: { min: number; max: number }
  onSizes: (sizes: number[]) => void
}

/** No way into breakouts of the size that was asked for: why, and what comes nearest. */
export function Nearest({ nearest, plan, band, onSizes }: NearestProps) {
  const sizesNow = String(plan.groups.map(({ memberIds }) => memberIds.length))
  const people = plan.groups.reduce((sum, { memberIds }) => sum + memberIds.length, 0)
  if (nearest.length === 0) return <Hint>Nobody is here to be placed.</Hint>
  return (
    <Chips
      legend={
        people === 1
          ? 'One person cannot be divided'
          : `${people} people cannot be divided into ${band.min} to ${band.max}`
      }
      hint="These come nearest:"
      value={sizesNow}
      options={nearest.map(({ sizes, label }) => ({ value: String(sizes), label }))}
      onValue={(value) => onSizes(value.split(',').map(Number))}
    />
  )
}
