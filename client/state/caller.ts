import type { RoomEvent } from '../../shared/events.ts'
import type { Id } from '../../shared/ids.ts'
import type { BreakoutCard, RoomState } from '../../shared/rooms.ts'

/** The member is to go to `to`, from any of the rooms `from`; `said` is told once the room's name is known. */
export type Call = { roundId: Id; from: Id[]; to: Id; said: (roomName: string) => string }

export type CallerPorts = {
  myId(): Id | null
  /** The room on the screen. */
  room(): RoomState | null
  nameOf(memberId: Id): string
}

type Place = { roomId: Id | null; at: number }

/**
 * Hears from the logs where each round wants the member to be. A change of places stands in up to three logs, whose copies
 * arrive in any order and not all on every device: the first copy calls, and what is older than the last call is dropped.
 * Nobody is called twice to one place: who goes back to look at the table is not dragged away again.
 */
export function createCaller({ myId, room, nameOf }: CallerPorts) {
  const places = new Map<Id, Place>()
  const shown = new Map<Id, Id | null>()

  /** The call that an event of any log is for this member, or null. */
  function hear(event: RoomEvent): Call | null {
    const by = event.memberId
    switch (event.kind) {
      case 'round:opened': {
        const { roundId, no, breakouts } = event.body
        const mine = cardOf(breakouts)
        return mine ? goTo(roundId, event.at, [event.roomId], mine.roomId, openedText(no, mine)) : null
      }
      case 'round:moved': {
        const { roundId, memberId, fromId, toId } = event.body
        if (memberId !== myId()) return null
        const tableId = toId ? tableOf(event, [fromId, toId]) : tableOf(event, [fromId])
        // From a table that is not on the screen yet: what calls is its own copy, or what it says once it is there.
        if (!fromId && !tableId) return null
        const from = [fromId, tableId].filter((id) => id !== null)
        if (toId) return goTo(roundId, event.at, from, toId, (name) => movedText(by, name))
        return goBack(roundId, event.at, from, tableId, `${nameOf(by ?? '')} brought you back to the table.`)
      }
      case 'breakout:merged': {
        const { roundId, fromId, intoId, members } = event.body
        if (!isIn(fromId) && !members.some(({ memberId }) => memberId === myId())) return null
        // Who has gone to look at the table is told, and not fetched from there.
        const said: Call['said'] = (name) => `${nameOf(by ?? '')} brought you together with ${name}.`
        return goTo(roundId, event.at, [fromId], intoId, said)
      }
      case 'breakout:closed': {
        const { roundId, breakoutId, memberIds } = event.body
        if (!isIn(breakoutId) && !memberIds.includes(myId() ?? '')) return null
        const text = `${by ? `${nameOf(by)} closed this breakout` : 'Your time is over'}: you are back at the table.`
        return goBack(roundId, event.at, [breakoutId], tableOf(event, [breakoutId]), text)
      }
      case 'round:closed': {
        const { roundId } = event.body
        if (!isIn(event.roomId) || room()?.kind !== 'breakout') return null
        return goBack(roundId, event.at, [event.roomId], room()!.parentId, 'The round is over: you are back together.')
      }
      default:
        return null
    }
  }

  /** The call that follows from what the room on the screen says, where the event itself was not heard. */
  function see({ kind, roomId, round }: RoomState): Call | null {
    const mine = round && cardOf(round.breakouts)
    if (!round || (kind === 'breakout' && !mine)) return null
    const to = mine?.roomId ?? null
    const known = places.get(round.roundId)
    if (kind === 'breakout') {
      if (!known) places.set(round.roundId, { roomId: to, at: 0 })
      return null
    }
    // A log that is behind says the same as before; only what it says anew is news.
    const isNews = !shown.has(round.roundId) || shown.get(round.roundId) !== to
    shown.set(round.roundId, to)
    if (!isNews || !mine) return null
    return goTo(round.roundId, known?.at ?? 0, [roomId], mine.roomId, openedText(round.no, mine))
  }

  /** Whether a call still holds: while a room's name was looked up, the member may have been moved on. */
  const isStanding = ({ roundId, to }: Call) => (places.get(roundId)?.roomId ?? to) === to

  function goTo(roundId: Id, at: number, from: Id[], to: Id, said: Call['said']): Call | null {
    return learn(roundId, { roomId: to, at }) ? { roundId, from, to, said } : null
  }

  function goBack(roundId: Id, at: number, from: Id[], tableId: Id | null, text: string): Call | null {
    return tableId && learn(roundId, { roomId: null, at }) ? { roundId, from, to: tableId, said: () => text } : null
  }

  function learn(roundId: Id, place: Place): boolean {
    const known = places.get(roundId)
    if (known && place.at < known.at) return false
    places.set(roundId, place)
    return known?.roomId !== place.roomId
  }

  const isIn = (roomId: Id) => room()?.roomId === roomId

  const cardOf = (cards: BreakoutCard[]) => cards.find(({ memberIds }) => memberIds.includes(myId() ?? ''))

  /** The table of an event that stands in its log and in those of breakouts. */
  function tableOf(event: RoomEvent, breakoutIds: (Id | null)[]): Id | null {
    if (!breakoutIds.includes(event.roomId)) return event.roomId
    const onScreen = room()
    return onScreen && breakoutIds.includes(onScreen.roomId) ? onScreen.parentId : null
  }

  const openedText =
    (no: number, { memberIds }: BreakoutCard) =>
    (name: string) =>
      `Round ${no}: you are in ${name} with ${othersWord(memberIds.length - 1)}.`

  const movedText = (by: Id | null, name: string) =>
    by === null || by === myId() ? `You are in ${name} now.` : `${nameOf(by)} moved you to ${name}.`

  return { hear, see, isStanding }
}

const othersWord = (count: number) => (count === 0 ? 'nobody else yet' : count === 1 ? 'one other' : `${count} others`)
