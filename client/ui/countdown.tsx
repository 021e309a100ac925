import { useEffect, useRef, useState } from 'preact/hooks'

type CountdownProps = {
  endsAt: number
  /** The server's time. */
  now: () => number
  /** How long it is altogether: a milestone that it begins at is none. */
  lengthMs?: number
  /** Takes the sentence for a screen reader, at 5 minutes, 1 minute, 15 seconds and the end: never each second. */
  announce?: (text: string) => void
}

const milestones = [
  { leftMs: 5 * 60_000, text: '5 minutes left' },
  { leftMs: 60_000, text: '1 minute left' },
  { leftMs: 15_000, text: '15 seconds left' },
  { leftMs: 0, text: 'Time is over' },
]

/** Counts down to a time of the server. Silent but for its milestones. */
export function Countdown({ endsAt, now, lengthMs = Infinity, announce }: CountdownProps) {
  const leftMs = useLeftMs(endsAt, now)
  const before = useRef(leftMs)
  useEffect(() => {
    const passed = passedBetween(before.current, leftMs, lengthMs)
    before.current = leftMs
    if (passed) announce?.(passed)
  }, [leftMs])
  return (
    <span class={leftMs <= 60_000 ? 'countdown countdown-soon' : 'countdown'} role="timer" aria-live="off">
      {leftText(leftMs)}
    </span>
  )
}

/** The milestone that was passed on the way, if there was one; of several the last. */
export const passedBetween = (beforeMs: number, leftMs: number, lengthMs: number): string | undefined =>
  milestones.findLast((stone) => stone.leftMs < lengthMs && beforeMs > stone.leftMs && leftMs <= stone.leftMs)?.text

/** 754,000 ms are "12:34", an hour and a half is "1:30:00". */
export function leftText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000))
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

function useLeftMs(endsAt: number, now: () => number): number {
  const [leftMs, setLeftMs] = useState(() => endsAt - now())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      const left = endsAt - now()
      setLeftMs(left)
      // Wakes just after the second has turned, so that none is skipped.
      if (left > 0) timer = setTimeout(tick, (left % 1_000) + 10)
    }
    tick()
    return () => clearTimeout(timer)
  }, [endsAt])
  return leftMs
}
