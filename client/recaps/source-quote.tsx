import type { Source } from '../../shared/recaps.ts'
import { Time } from '../ui/time.tsx'

/** A message as it was said, with who said it and when. */
export function SourceQuote({ source }: { source: Source | undefined }) {
  if (!source) return <p class="hint grow">This message is being looked up.</p>
  return (
    <figure class="quote grow">
      <blockquote class="said">
        {source.text ?? <span class="hint">These words were removed by whoever said them.</span>}
      </blockquote>
      <figcaption class="hint">
        <bdi>{source.name}</bdi>, <Time at={source.at} style="time" />
      </figcaption>
    </figure>
  )
}
