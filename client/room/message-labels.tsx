import type { Message } from '../../shared/rooms.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import type { RoomIds } from './composing.ts'
import { markWords } from './labels.ts'
import { mark, react } from './write.ts'

/** How a message was taken: reactions with their counts, marks with who set them. Pressing one's own takes it away. */
export function MessageLabels({ message, ids, canAct }: { message: Message; ids: RoomIds; canAct: boolean }) {
  if (message.reactions.length === 0 && message.marks.length === 0) return null
  const kinds = [...new Set(message.marks.map((m) => m.mark))]
  return (
    <div class="labels">
      {kinds.map((kind) => {
        const by = message.marks.filter((m) => m.mark === kind).map((m) => m.memberId)
        const isMine = by.includes(myId.value ?? '')
        return (
          <button
            key={kind}
            type="button"
            class={`mark mark-${kind} label`}
            aria-pressed={isMine}
            aria-label={`${markWords[kind]}, marked by ${people(by)}`}
            title={people(by)}
            disabled={!canAct}
            onClick={() => void mark(ids, message, kind)}
          >
            {markWords[kind]}
            {by.length > 1 && ` ${by.length}`}
          </button>
        )
      })}
      {message.reactions.map(({ emoji, memberIds }) => (
        <button
          key={emoji}
          type="button"
          class="reaction label"
          aria-pressed={memberIds.includes(myId.value ?? '')}
          aria-label={`${emoji} ${memberIds.length}: ${people(memberIds)}`}
          title={people(memberIds)}
          disabled={!canAct}
          onClick={() => void react(ids, message, emoji)}
        >
          {emoji} <span>{memberIds.length}</span>
        </button>
      ))}
    </div>
  )
}

const people = (ids: string[]) => ids.map(nameOf).join(', ')
