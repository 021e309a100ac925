import { useId } from 'preact/hooks'
import type { Duty } from '../../shared/composing.ts'
import { Countdown } from '../ui/countdown.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { Person } from '../ui/person.tsx'
import { agoText } from '../ui/time.tsx'
import { lifeText, type Breakout, type SeatsIn } from './desk-words.ts'
import { namesText } from './words.ts'

type NameOf = (memberId: string) => string

export type CardActions = {
  /** To another breakout, or with null back to the table. */
  onMove: (memberId: string, fromId: string | null, toId: string | null) => void
  /** Begins a word to a breakout or to one person. */
  onWrite: (to: string) => void
  onTime: (breakout: Breakout, minutes: number) => void
  onMerge: (from: Breakout, into: Breakout) => void
  onCloseOne: (breakout: Breakout) => void
  /** Lets people of both speak to both, or no more. */
  onConnect: (one: Breakout, other: Breakout, isConnected: boolean) => void
}

type CardProps = CardActions & {
  breakout: Breakout
  all: readonly Breakout[]
  roundEndsAt: number
  now: () => number
  myId: string | null
  nameOf: NameOf
  noteOf: (memberId: string) => string | undefined
  seatsIn: SeatsIn
  href: string
  /** Whose card of the round before was passed on to them. */
  handedBy?: string | undefined
}

/** One breakout from outside: who is there, how lively it is, what it has noted; and what a host can do about it. */
export function BreakoutCard(props: CardProps) {
  const { breakout, all, roundEndsAt, now, myId, nameOf, noteOf, seatsIn, href } = props
  const { onTime, onMerge, onCloseOne, onWrite, onMove } = props
  const { name, memberIds, hereIds, outIds, silentIds, visitorIds, notes, endsAt, messages, duties } = breakout
  const titleId = useId()
  const others = all.filter(({ roomId }) => roomId !== breakout.roomId)
  return (
    <li class="inset stack-tight" aria-labelledby={titleId}>
      <div class="monitor-head">
        <h3 id={titleId} class="grow">
          {name}
        </h3>
        <a href={href}>
          Look in<span class="unseen"> at {name}</span>
        </a>
        <Menu
          label={`${name}: what to do`}
          items={[
            { label: 'Say something to them', icon: 'speak', run: () => onWrite(breakout.roomId) },
            { label: '5 minutes more here', icon: 'clock', run: () => onTime(breakout, 5) },
            { label: '5 minutes less here', icon: 'clock', run: () => onTime(breakout, -5) },
            ...others.map((other) => ({
              label: `Bring all to ${other.name}`,
              icon: 'people' as const,
              isDisabled: memberIds.length + other.memberIds.length > seatsIn(other.roomId),
              run: () => onMerge(breakout, other),
            })),
            ...others.map((other) => {
              const isConnected = breakout.connectedIds.includes(other.roomId)
              return {
                label: isConnected ? `No longer connect with ${other.name}` : `Connect with ${other.name}`,
                icon: 'link' as const,
                run: () => props.onConnect(breakout, other, !isConnected),
              }
            }),
            { label: 'Close it', icon: 'close', isDisabled: others.length === 0, run: () => onCloseOne(breakout) },
          ]}
        />
      </div>
      {breakout.connectedIds.length > 0 && (
        <p class="hint">
          Can speak to {namesText(breakout.connectedIds, (id) => all.find((one) => one.roomId === id)?.name ?? '')} too.
        </p>
      )}
      {props.handedBy && <p class="hint">Goes on from the card of {props.handedBy}.</p>}
      <p class="hint">
        {lifeText(breakout, now())}
        {visitorIds.length > 0 && ` ${namesText(visitorIds, nameOf)} ${visitorIds.length === 1 ? 'looks' : 'look'} in.`}
      </p>
      {endsAt !== roundEndsAt && (
        <p class="hint">
          Ends in <Countdown key={endsAt} endsAt={endsAt} now={now} />, before the others
        </p>
      )}
      {messages > 0 && silentIds.length > 0 && <p class="hint">Not heard yet: {namesText(silentIds, nameOf)}.</p>}
      {notes && (
        <p class="hint">
          {notes.headline ? <>Noted: “{notes.headline}”,</> : 'Notes,'} saved {agoText(notes.savedAt, now())}.
        </p>
      )}
      <ul class="plain-list monitor-people">
        {memberIds.map((id) => (
          <li key={id} class="monitor-person">
            <Person
              name={nameOf(id)}
              {...(!hereIds.includes(id) && { presence: 'away' })}
              note={notesOn(noteOf(id), duties[id], outIds.includes(id))}
            />
            <PersonMenu id={id} fromId={breakout.roomId} {...{ all, myId, nameOf, seatsIn, onMove, onWrite }} />
          </li>
        ))}
      </ul>
    </li>
  )
}

const notesOn = (note: string | undefined, duty: Duty | undefined, isOut: boolean) =>
  [note, duty === 'leader' ? 'leads' : duty && 'takes notes', isOut && 'stepped out'].filter(Boolean).join(', ') ||
  undefined

type PersonMenuProps = Pick<CardActions, 'onMove' | 'onWrite'> & {
  id: string
  /** Where they sit now; null for the table. */
  fromId: string | null
  all: readonly Breakout[]
  myId: string | null
  nameOf: NameOf
  seatsIn: SeatsIn
}

/** What a host can do for one person: another place, or a word. */
export function PersonMenu({ id, fromId, all, myId, nameOf, seatsIn, onMove, onWrite }: PersonMenuProps) {
  const moves = all
    .filter(({ roomId }) => roomId !== fromId)
    .map(({ roomId, name, memberIds }): MenuItem => ({
      label: `Move to ${name}`,
      icon: 'seat',
      isDisabled: memberIds.length >= seatsIn(roomId),
      run: () => onMove(id, fromId, roomId),
    }))
  const back: MenuItem = { label: 'Back to the table', icon: 'back', run: () => onMove(id, fromId, null) }
  const word: MenuItem = { label: 'Write to them', icon: 'mail', run: () => onWrite(id) }
  const items = [...moves, ...(fromId ? [back] : []), ...(id === myId ? [] : [word])]
  return <Menu label={`${nameOf(id)}: what to do`} items={items} />
}
