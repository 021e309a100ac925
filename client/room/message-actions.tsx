import { useEffect, useRef, useState } from 'preact/hooks'
import { markKinds } from '../../shared/marks.ts'
import type { Message } from '../../shared/rooms.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { myId } from '../state/me.ts'
import { edit, messageElement, replyTo, type RoomIds } from './composing.ts'
import { markWords, quickEmoji } from './labels.ts'
import { isEditable, mark, react, takeBack } from './write.ts'

const canHover = matchMedia('(hover: hover)')

type Tray = 'none' | 'react' | 'mark' | 'remove'

/** What can be done with a message. The second step (which emoji, which mark, really remove) opens in the same place. */
export function MessageActions({ message, ids }: { message: Message; ids: RoomIds }) {
  const [tray, setTray] = useState<Tray>('none')
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Below the last message of a phone there may be no room left for them; what is only pointed at stays where it is.
    if (!canHover.matches) bar.current?.scrollIntoView({ block: 'nearest' })
    // The button that opened the second step is gone with the first.
    if (tray !== 'none') bar.current?.focus({ preventScroll: true })
  }, [tray])
  const isMine = message.memberId === myId.value
  const done = (act: () => void) => () => {
    act()
    setTray('none')
    messageElement(message.seq)?.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || tray === 'none') return
    event.stopPropagation()
    done(() => {})()
  }
  return (
    <div class="actions-place">
      <div
        ref={bar}
        class="actions"
        role="group"
        tabIndex={-1}
        aria-label="Message actions"
        // They come and go inside the log, and are no news.
        aria-live="off"
        onKeyDown={onKeyDown}
      >
        {tray === 'none' && (
          <>
            <IconButton icon="heart" label="React" onClick={() => setTray('react')} />
            <IconButton icon="reply" label="Reply" onClick={() => replyTo(message)} />
            <IconButton icon="goal" label="Mark" onClick={() => setTray('mark')} />
            {isEditable(message, myId.value) && <IconButton icon="edit" label="Edit" onClick={() => edit(message)} />}
            {isMine && <IconButton icon="remove" label="Remove" onClick={() => setTray('remove')} />}
          </>
        )}
        {tray === 'react' &&
          quickEmoji.map(({ emoji, words }) => (
            <button
              key={emoji}
              class="actions-emoji"
              type="button"
              aria-label={words}
              onClick={done(() => void react(ids, message, emoji))}
            >
              {emoji}
            </button>
          ))}
        {tray === 'mark' &&
          markKinds.map((kind) => (
            <button key={kind} type="button" onClick={done(() => void mark(ids, message, kind))}>
              <span class={`mark mark-${kind}`}>{markWords[kind]}</span>
            </button>
          ))}
        {tray === 'remove' && (
          <>
            <p>Remove for everybody?</p>
            <Button look="danger" onClick={done(() => void takeBack(ids, message.seq))}>
              Remove
            </Button>
            <Button look="quiet" onClick={done(() => {})}>
              Keep
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
