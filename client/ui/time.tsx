const styles = {
  time: { hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  full: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

export type TimeStyle = keyof typeof styles

const formats = new Map<TimeStyle, Intl.DateTimeFormat>()

/** A time in the reader's own zone, in the interface's language. */
export function timeText(at: number, style: TimeStyle): string {
  const format = formats.get(style) ?? new Intl.DateTimeFormat('en-GB', styles[style])
  formats.set(style, format)
  return format.format(at)
}

export function Time({ at, style = 'full' }: { at: number; style?: TimeStyle }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={style === 'full' ? undefined : timeText(at, 'full')}>
      {timeText(at, style)}
    </time>
  )
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** "2 minutes ago", "in 3 days": in the largest unit that fits. */
export function agoText(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1_000)
  if (Math.abs(seconds) < 45) return seconds <= 0 ? 'just now' : 'in a moment'
  const minutes = Math.round(seconds / 60)
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute')
  const hours = Math.round(minutes / 60)
  if (Math.abs(hours) < 36) return relative.format(hours, 'hour')
  return relative.format(Math.round(hours / 24), 'day')
}
