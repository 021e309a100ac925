import type { TargetedKeyboardEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { limits } from '../../shared/limits.ts'
import type { Message } from '../../shared/rooms.ts'
import { changeOf, draftOf, keepChange, keepDraft } from '../state/drafts.ts'
import { myId } from '../state/me.ts'
import { prefs } from '../state/prefs.ts'
import { room, transcript } from '../state/room.ts'
import { tellTyping } from '../state/typing.ts'
import { composerField, composing, edit, stopComposing, type RoomIds } from './composing.ts'
import { ComposingAbout } from './composing-about.tsx'
import { MentionList } from './mention-list.tsx'
import { SpeakingTo, speaksTo } from './speaking-to.tsx'
import { useMentions } from './use-mentions.ts'
import { change, isEditable, lastEditable, say } from './write.ts'

/** Where a member writes. What was begun is kept for each room; Enter sends, or breaks the line where that is preferred. */
export function Composer({ ids, label, onSent }: { ids: RoomIds; label: string; onSent: () => void }) {
  const [text, setText] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const { replyTo, editing } = composing.value

  const put = (next: string, caret?: number) => {
    setText(next)
    const now = composing.peek()
    if (now.editing) keepChange(ids, { seq: now.editing.seq, text: next })
    else keepDraft(ids, { text: next, replyTo: now.replyTo?.seq ?? null })
    if (caret !== undefined) requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret))
  }
  const mentions = useMentions(text, put)

  useEffect(() => {
    composerField.current = field.current
    void resume()
    return stopComposing
  }, [ids.roomId])

  useEffect(() => {
    setText(editing?.text ?? '')
    if (editing) void goOn(editing)
    else void restore()
  }, [editing?.seq])

  /** The change of a message that somebody was called away from goes on, while it still can be made. */
  const resume = async () => {
    const begun = await changeOf(ids)
    if (!begun || !field.current || composing.peek().editing) return
    const message = transcript.peek()?.messages.find(({ seq }) => seq === begun.seq)
    if (!message) return
    if (!isEditable(message, myId.peek())) return keepChange(ids, null)
    composing.value = { replyTo: null, editing: message }
  }

  const goOn = async (message: Message) => {
    const begun = await changeOf(ids)
    if (begun?.seq === message.seq && composing.peek().editing === message) setText(begun.text)
  }

  /** What was begun here, and what it answers: when the room opens, and after the change of a message. */
  const restore = async () => {
    const { text: begun, replyTo: seq } = await draftOf(ids)
    if (!field.current || composing.peek().editing) return
    setText((now) => now || begun)
    const answered = transcript.peek()?.messages.find((message) => message.seq === seq)
    if (answered && !composing.peek().replyTo) composing.value = { replyTo: answered, editing: null }
  }

  const connected = room.value?.roomId === ids.roomId ? (room.value.round?.connected ?? []) : []
  const other = connected.find(({ breakoutId }) => breakoutId === speaksTo(connected))
  const asked = other ? `${label} and in ${other.name}` : label
  const left = limits.message.length - text.length
  const isTooLong = left < 0
  const send = () => {
    const said = text.trim()
    if (said === '' || isTooLong) return
    if (editing) {
      if (said !== editing.text) void change(ids, editing.seq, said)
      keepChange(ids, null)
    } else {
      void say(ids, said, replyTo?.seq ?? null, speaksTo(connected))
      keepDraft(ids, { text: '', replyTo: null })
      setText('')
    }
    stopComposing()
    onSent()
    field.current?.focus()
  }

  const drop = () => {
    if (editing) keepChange(ids, null)
    stopComposing()
  }

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter chooses a word (Safari says so by the key code only).
    if (event.isComposing || event.keyCode === 229 || mentions.key(event)) return
    if (event.key === 'Enter' && sends(event)) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && (editing || replyTo)) {
      event.stopPropagation()
      drop()
    } else if (event.key === 'ArrowUp' && text === '' && !editing) {
      const last = lastEditable(transcript.peek()?.messages ?? [], myId.peek())
      if (last) event.preventDefault()
      if (last) edit(last)
    }
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {connected.length > 0 && !editing && <SpeakingTo name={room.value?.name ?? ''} connected={connected} />}
      <ComposingAbout onStop={drop} />
      <MentionList mentions={mentions} />
      <div class="composer-row">
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={asked}
          aria-label={asked}
          data-goal
          aria-invalid={isTooLong}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls="mention-list"
          {...(mentions.isOpen && { 'aria-activedescendant': `mention-${mentions.chosen?.memberId}` })}
          enterkeyhint={prefs.value.enterSends ? 'send' : 'enter'}
          onInput={(event) => {
            put(event.currentTarget.value)
            mentions.look(event.currentTarget)
            if (event.currentTarget.value.trim() !== '' && !editing) tellTyping(ids.roomId)
          }}
          onKeyDown={onKeyDown}
          onBlur={mentions.close}
        />
        <Button type="submit" icon={editing ? 'check' : 'send'} disabled={text.trim() === '' || isTooLong}>
          {editing ? 'Save' : 'Send'}
        </Button>
      </div>
      {left < tellBelow && (
        <p class={isTooLong ? 'problem' : 'hint'}>
          {isTooLong && <span role="alert">This is too long to send:</span>} {Math.abs(left)}{' '}
          {Math.abs(left) === 1 ? 'character' : 'characters'} {isTooLong ? 'too many' : 'left'}
        </p>
      )}
    </form>
  )
}

const tellBelow = 500

const sends = (event: KeyboardEvent) =>
  prefs.peek().enterSends ? !event.shiftKey && !event.altKey : event.ctrlKey || event.metaKey
