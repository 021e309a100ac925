import type { ComponentChildren } from 'preact'

export type PresenceState = 'here' | 'heads-down' | 'away' | null

/** The first letters of somebody's name on a warm ground that stays theirs. Names beside it are read, it is not. */
export function Avatar({ name }: { name: string }) {
  return (
    <span class={`avatar avatar-${tintOf(name)}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}

/** Where somebody is, in a word: the dot alone says nothing to many. */
export function PresenceWord({ state }: { state: PresenceState }) {
  return <span class={`presence presence-${state ?? 'unsure'}`}>{state ?? 'not sure'}</span>
}

type PersonProps = { name: string; presence?: PresenceState; isMe?: boolean; note?: ComponentChildren }

/** A person in a list: initials, name, and where they are when that is asked for. */
export function Person({ name, presence, isMe = false, note }: PersonProps) {
  return (
    <span class="person">
      <Avatar name={name} />
      <span class="stack-none">
        <span class="person-name">
          <bdi>{name}</bdi>
          {isMe && <span class="hint"> (you)</span>}
        </span>
        {(presence !== undefined || note) && (
          <span class="row hint">
            {presence !== undefined && <PresenceWord state={presence} />}
            {note}
          </span>
        )}
      </span>
    </span>
  )
}

/** "Ada Lovelace" is AL, "Rae" is R; letters of any script, whole signs only. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map((word) => firstSign(word ?? '')).join('')
}

const segmenter = new Intl.Segmenter()

const firstSign = (word: string) => (segmenter.segment(word).containing(0)?.segment ?? '').toLocaleUpperCase()

function tintOf(name: string): number {
  let sum = 0
  for (const sign of name) sum += sign.codePointAt(0)!
  return sum % 4
}
