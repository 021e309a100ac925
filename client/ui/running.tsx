import { useEffect, useState } from 'preact/hooks'

const minuteMs = 60_000

/** For how long something has been going on, by the server's time. It changes once a minute and never speaks up. */
export function Running({ since, now }: { since: number; now: () => number }) {
  const [minutes, setMinutes] = useState(() => minutesSince(since, now()))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      setMinutes(minutesSince(since, now()))
      timer = setTimeout(tick, minuteMs - ((now() - since) % minuteMs) + 10)
    }
    tick()
    return () => clearTimeout(timer)
  }, [since])
  return <time dateTime={`PT${minutes}M`}>{runningText(minutes)}</time>
}

/** The device's idea of the server's time may be a moment early. */
const minutesSince = (since: number, now: number) => Math.max(0, Math.floor((now - since) / minuteMs))

/** "for 24 min", "for 1 h 5 min". */
export function runningText(minutes: number): string {
  if (minutes === 0) return 'just begun'
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return `for ${[hours > 0 && `${hours} h`, rest > 0 && `${rest} min`].filter(Boolean).join(' ')}`
}
