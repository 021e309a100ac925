import { useComputed } from '@preact/signals'
import { memo } from './memo.ts'
import type { Message as MessageState } from '../../shared/rooms.ts'
import { circle } from '../state/circle.ts'
import { guestIds, guestNote } from '../state/guests.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { timeText } from '../ui/time.tsx'
import { Byline } from './byline.tsx'
import { active, type RoomIds } from './composing.ts'
import { Markdown } from './markdown.tsx'
import { MessageActions } from './message-actions.tsx'
import { Quote } from './quote.tsx'
import { MessageLabels } from './message-labels.tsx'

// Some touch screens send the movements of a mouse that nobody holds.
const canHover = matchMedia('(hover: hover)')

type Props = { message: MessageState; isContinued: boolean; ids: RoomIds; canAct: boolean }

/** One message: who, when, what; what it answers, how others took it. Its actions show while it is pointed at or focused. */
export const Message = memo(function Message({ message, isContinued, ids, canAct }: Props) {
  const { seq, memberId, at, text } = message
  const name = nameOf(memberId)
  const guest = guestNote(memberId)
  const isMine = memberId === myId.value
  const isActive = useComputed(() => active.value === seq)
  const show = () => (active.value = seq)
  return (
    <article
      id={`m-${seq}`}
      data-seq={seq}
      class={`message${isContinued ? ' message-continued' : ''}${isMine ? ' message-mine' : ''}`}
      tabIndex={-1}
      aria-label={`${guest ? `${name}, ${guest}` : name}, ${timeText(at, 'full')}`}
      onPointerEnter={() => canHover.matches && show()}
      onClick={show}
      onFocusIn={show}
    >
      {!isContinued && (
        <Byline name={name}>
          {guest && <span class="hint">{guest}</span>}
          {/* The label says the time; read aloud with each new message it would only be in the way. */}
          <time dateTime={new Date(at).toISOString()} title={timeText(at, 'full')} aria-hidden="true">
            {timeText(at, 'time')}
          </time>
        </Byline>
      )}
      <div class="message-body">
        {message.both && (
          <p class="message-both">
            {message.both.isOurs ? 'To ' : 'From '}
            <bdi>{message.both.name}</bdi>
            {message.both.isOurs && ' too'}
          </p>
        )}
        {message.replyTo !== null && <Quote seq={message.replyTo} />}
        {text === null ? (
          <p class="message-gone">This message was taken back.</p>
        ) : (
          <Markdown
            text={text}
            names={[...(circle.value?.members.map((m) => m.name) ?? []), ...guestIds.value.map(nameOf)]}
            mine={nameOf(myId.value ?? '')}
          />
        )}
        {message.edited && <span class="hint">(changed)</span>}
        <MessageLabels message={message} ids={ids} canAct={canAct} />
      </div>
      {canAct && text !== null && isActive.value && <MessageActions message={message} ids={ids} />}
    </article>
  )
})
