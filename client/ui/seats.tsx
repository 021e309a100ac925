type SeatDotsProps = { taken: number; capacity: number; waiting?: number }

/** How full a table is, as chairs and in words. */
export function SeatDots({ taken, capacity, waiting = 0 }: SeatDotsProps) {
  return (
    <span class="seats">
      {capacity <= 16 && (
        <span class="seat-dots" aria-hidden="true">
          {Array.from({ length: capacity }, (_, i) => (
            <i key={i} class={i < taken ? 'seat-dot seat-dot-taken' : 'seat-dot'} />
          ))}
        </span>
      )}
      <span>{seatWords({ taken, capacity, waiting })}</span>
    </span>
  )
}

export function seatWords({ taken, capacity, waiting = 0 }: SeatDotsProps): string {
  const line = waiting > 0 ? `, ${waiting} in line` : ''
  const free = capacity - taken
  if (free <= 0 || waiting > 0) return `${taken} of ${capacity} seats taken${line}`
  return free === 1 ? `1 seat free of ${capacity}` : `${free} seats free of ${capacity}`
}
