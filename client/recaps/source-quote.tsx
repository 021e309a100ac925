import { plainWords } from '../../shared/plain-words.ts'
import type { Source } from '../../shared/recaps.ts'
import { Time } from '../ui/time.tsx'

/** A message as it was said, with who said it and when. */
export function SourceQuote({ source }: { source: Source | undefined }) {
  if (!source) return <p class="hint grow">This message is being looked up.</p>
  return (
    <figure class="quote grow">
      <blockquote class="said">
        {source.text === null ? (
          <span class="hint">These words were removed by whoever said them.</span>
        ) : (
          plainWords(source.text)
        )}
      </blockquote>
      <figcaption class="hint">
        <bdi>{source.name}</bdi>, <Time at={source.at} style="time" />
      </figcaption>
    </figure>
  )
}
