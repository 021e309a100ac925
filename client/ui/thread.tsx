import { Time } from './time.tsx'

export type Said = { id: string; by: string; isMine: boolean; text: string; at: number }

/** What was said between few, the oldest first. */
export function Thread({ label, said }: { label: string; said: readonly Said[] }) {
  if (said.length === 0) return null
  return (
    <ol class="plain-list thread" aria-label={label}>
      {said.map(({ id, by, isMine, text, at }) => (
        <li key={id} class={isMine ? 'thread-mine' : undefined}>
          <p class="hint">
            <b>{isMine ? 'You' : <bdi>{by}</bdi>}</b> <Time at={at} style="time" />
          </p>
          <p class="said">{text}</p>
        </li>
      ))}
    </ol>
  )
}
