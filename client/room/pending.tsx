import type { Refusal } from '../../shared/errors.ts'
import { Button } from '../ui/button.tsx'
import { refusalText } from '../state/refusal-text.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { discard, retry } from '../state/outbox.ts'
import type { Entry } from '../api/outbox.ts'
import type { PendingMessage } from '../state/pending.ts'
import { Byline } from './byline.tsx'
import { Markdown } from './markdown.tsx'

/** A message of one's own that the server does not have yet, or did not take; under one's name, unless it goes on from others. */
export function Pending({ message, isContinued }: { message: PendingMessage; isContinued: boolean }) {
  const { commandId, text, refusal } = message
  const isWaiting = refusal?.details.reason === 'no_seat'
  const how = refusal === null ? 'on its way' : isWaiting ? 'waiting for a seat' : 'not sent'
  return (
    <article
      class={`message message-mine message-pending${isContinued ? ' message-continued' : ''}`}
      aria-label={`Your message, ${how}`}
      // It is read out when it stands in the log, or when it was not taken.
      aria-live={refusal ? undefined : 'off'}
    >
      {!isContinued && <Byline name={nameOf(myId.value ?? '')} />}
      <div class="message-body">
        <Markdown text={text} />
        {refusal === null && <p class="hint">Sending …</p>}
        {refusal && (
          <div class="row">
            <p class={isWaiting ? 'hint' : 'problem'}>
              {isWaiting ? 'Waiting for a seat.' : `Not sent. ${refusalText(refusal)}`}
            </p>
            <Again commandId={commandId} canRetry={!isWaiting && mayPass(refusal)} />
          </div>
        )}
      </div>
    </article>
  )
}

/** A change to a message (an edit, a reaction, a mark) that the server did not take; new words are there to be copied. */
export function RefusedChange({ entry }: { entry: Entry }) {
  const { name, input, refusal } = entry
  if (!refusal) return null
  return (
    <div class="row refused-change">
      <p class="problem">
        {changeWords[name]} {refusalText(refusal)}
      </p>
      {name === 'message:edit' && <blockquote class="quote said grow">{input.text}</blockquote>}
      <Again commandId={input.commandId} canRetry={mayPass(refusal)} />
    </div>
  )
}

/** A room that is closed, or a message that is too old, stays so. */
const mayPass = ({ code, details }: Refusal) => code !== 'closed' && details.reason !== 'edit_window'

function Again({ commandId, canRetry }: { commandId: string; canRetry: boolean }) {
  return (
    <>
      {canRetry && (
        <Button look="plain" onClick={() => void retry(commandId)}>
          Try again
        </Button>
      )}
      <Button look="plain" onClick={() => void discard(commandId)}>
        Discard
      </Button>
    </>
  )
}

const changeWords: Record<Entry['name'], string> = {
  'message:send': 'Not sent.',
  'message:edit': 'Your change was not taken.',
  'message:remove': 'Your message was not removed.',
  'reaction:add': 'Your reaction was not taken.',
  'reaction:remove': 'Your reaction was not taken back.',
  'mark:add': 'Your mark was not taken.',
  'mark:remove': 'Your mark was not taken back.',
}
