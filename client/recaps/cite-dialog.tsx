import { useState } from 'preact/hooks'
import type { Answer } from '../../shared/errors.ts'
import type { Citation, Source } from '../../shared/recaps.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { TextField } from '../ui/field.tsx'
import { isCited } from './edit.ts'
import { SourceQuote } from './source-quote.tsx'

type CiteDialogProps = {
  /** Null while they are being looked up. */
  candidates: Answer<readonly Source[]> | null
  cites: readonly Citation[]
  onCite: (source: Source) => void
  onRetry: () => void
  onClose: () => void
}

/** What was said in the session, to choose from. */
export function CiteDialog({ candidates, cites, onCite, onRetry, onClose }: CiteDialogProps) {
  const [words, setWords] = useState('')
  const wanted = words.trim().toLocaleLowerCase()
  const isFound = (source: Source) =>
    source.text !== null &&
    !isCited(cites, source) &&
    `${source.name} ${source.text}`.toLocaleLowerCase().includes(wanted)
  const found = candidates?.ok ? candidates.reply.filter(isFound) : null
  return (
    <Dialog title="Which message does it stand on?" onClose={onClose}>
      <TextField label="Words or a name" value={words} onValue={setWords} autocomplete="off" />
      {candidates?.ok === false && <Failed onRetry={onRetry}>{refusalText(candidates.error)}</Failed>}
      {!candidates && <Skeleton label="Looking up what was said" />}
      {found?.length === 0 && <p class="hint">No message like this was said in the session.</p>}
      <ul class="lines">
        {found?.map((source) => (
          <li key={`${source.roomId}-${source.seq}`} class="cite">
            <SourceQuote source={source} />
            <Button look="quiet" onClick={() => onCite(source)}>
              Cite<span class="unseen"> what {source.name} said</span>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
