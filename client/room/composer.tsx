import type { TargetedKeyboardEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { limits } from '../../shared/limits.ts'
import { draftOf, keepDraft } from '../state/drafts.ts'
import { myId } from '../state/me.ts'
import { prefs } from '../state/prefs.ts'
import { room, transcript } from '../state/room.ts'
import { tellTyping } from '../state/typing.ts'
import { composerField, composing, edit, stopComposing, type RoomIds } from './composing.ts'
import { ComposingAbout } from './composing-about.tsx'
import { MentionList } from './mention-list.tsx'
import { SpeakingTo, speaksTo } from './speaking-to.tsx'
import { useMentions } from './use-mentions.ts'
import { change, lastEditable, say } from './write.ts'

/** Where a member writes. What was begun is kept for each room; Enter sends, or breaks the line where that is preferred. */
export function Composer({ ids, label, onSent }: { ids: RoomIds; label: string; onSent: () => void }) {
  const [text, setText] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const { replyTo, editing } = composing.value

  const put = (next: string, caret?: number) => {
    setText(next)
    if (!composing.peek().editing) {
      keepDraft(ids, { text: next, replyTo: composing.peek().replyTo?.seq ?? null })
    }
    if (caret !== undefined) requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret))
  }
  const mentions = useMentions(text, put)

  useEffect(() => {
    composerField.current = field.current
    void draftOf(ids).then(({ text: begun, replyTo: seq }) => {
      setText((now) => now || begun)
      const answered = transcript.peek()?.messages.find((message) => message.seq === seq)
      if (answered) composing.value = { replyTo: answered, editing: null }
    })
    return stopComposing
  }, [ids.roomId])

  useEffect(() => {
    if (editing) setText(editing.text ?? '')
    else void draftOf(ids).then((draft) => setText(draft.text))
  }, [editing?.seq])

  const connected = room.value?.roomId === ids.roomId ? (room.value.round?.connected ?? []) : []
  const other = connected.find(({ breakoutId }) => breakoutId === speaksTo(connected))
  const asked = other ? `${label} and in ${other.name}` : label
  const isTooLong = text.length > limits.message.length
  const send = () => {
    const said = text.trim()
    if (said === '' || isTooLong) return
    if (editing) {
      if (said !== editing.text) void change(ids, editing.seq, said)
    } else {
      void say(ids, said, replyTo?.seq ?? null, speaksTo(connected))
      keepDraft(ids, { text: '', replyTo: null })
      setText('')
    }
    stopComposing()
    onSent()
    field.current?.focus()
  }

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter chooses a word (Safari says so by the key code only).
    if (event.isComposing || event.keyCode === 229 || mentions.key(event)) return
    if (event.key === 'Enter' && sends(event)) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && (editing || replyTo)) {
      event.stopPropagation()
      stopComposing()
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
      <ComposingAbout />
      <MentionList mentions={mentions} />
      <div class="composer-row">
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={asked}
          aria-label={asked}
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
      {text.length > limits.message.length - 500 && (
        <p class={isTooLong ? 'problem' : 'hint'} role={isTooLong ? 'alert' : undefined}>
          {limits.message.length - text.length} characters left
        </p>
      )}
    </form>
  )
}

const sends = (event: KeyboardEvent) =>
  prefs.peek().enterSends ? !event.shiftKey && !event.altKey : event.ctrlKey || event.metaKey
