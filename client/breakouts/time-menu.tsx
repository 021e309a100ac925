import { Menu } from '../ui/menu.tsx'

const steps = [2, 5, 10, -2, -5]

/** More time or less for all breakouts; everybody sees it on their timer. */
export function TimeMenu({ onTime }: { onTime: (minutes: number) => void }) {
  return (
    <Menu
      label="Change the time of all breakouts"
      icon="clock"
      items={steps.map((minutes) => ({ label: stepText(minutes), run: () => onTime(minutes) }))}
    >
      Time
    </Menu>
  )
}

const stepText = (minutes: number) => `${Math.abs(minutes)} minutes ${minutes > 0 ? 'more' : 'less'}`
