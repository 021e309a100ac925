import type { useMentions } from './use-mentions.ts'

/** The people to choose from after an `@`, above the field. The field keeps the focus. */
export function MentionList({ mentions }: { mentions: ReturnType<typeof useMentions> }) {
  return (
    <ul class="mention-list plain-list" id="mention-list" role="listbox" aria-label="People" hidden={!mentions.isOpen}>
      {mentions.people.map(({ memberId, name, isHere }) => (
        <li
          key={memberId}
          id={`mention-${memberId}`}
          role="option"
          aria-selected={memberId === mentions.chosen?.memberId}
          onMouseDown={(event) => {
            event.preventDefault()
            mentions.take(name)
          }}
        >
          {name}
          {isHere && <span class="presence presence-here">here</span>}
        </li>
      ))}
    </ul>
  )
}
