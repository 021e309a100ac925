import { timeText } from '../ui/time.tsx'

/** `Today`, `Yesterday`, or the day's name and date. */
export function dayName(at: number, now: number = Date.now()): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  if (at >= midnight) return 'Today'
  if (at >= new Date(midnight - 1).setHours(0, 0, 0, 0)) return 'Yesterday'
  return timeText(at, 'day')
}
