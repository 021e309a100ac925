import { onEvent } from '../api/socket.ts'
import type { RoomEvent } from '../../shared/events.ts'
import type { Id } from '../../shared/ids.ts'
import { isGuestHere } from '../state/guests.ts'
import { myId } from '../state/me.ts'
import { timeText } from '../ui/time.tsx'
import { nameOf } from '../state/names.ts'
import { announce, notify, type Notice } from '../state/notices.ts'
import { postedCards } from '../state/posted-cards.ts'
import { room } from '../state/room.ts'
import { lengthText, turnText } from './turn-words.ts'
import { navigate, paths } from '../router.ts'

type NoticeAction = Partial<Pick<Notice, 'action'>>

// What happens in the room on the screen beside its messages, said in one line: to the eye where it changes plans, else
// only to those who cannot see the room change.
onEvent((event) => {
  const state = room.peek()
  if (event.kind === 'help:claimed') return helpComes(event)
  if (event.roomId !== state?.roomId) return
  switch (event.kind) {
    case 'session:started':
      return announce(`${nameOf(event.body.hostId)} has started the session “${event.body.title}”.`)
    case 'session:ended':
      // Guests are told where the room was.
      if (isGuestHere.peek()) return
      return notify('The session is over. The table stays open.', afterwards(state.circleId, event.memberId))
    case 'round:opened': {
      const { no, breakouts } = event.body
      // Who is placed is led there, and told so.
      if (breakouts.some(({ memberIds }) => memberIds.includes(myId.peek() ?? ''))) return
      return announce(
        `Round ${no}: ${breakouts.length === 1 ? '1 breakout is' : `${breakouts.length} breakouts are`} open.`,
      )
    }
    case 'round:scheduled':
      return announce(
        event.body.at === null
          ? 'Breakouts no longer open by themselves.'
          : `Breakouts open by themselves at ${timeText(event.body.at, 'time')}.`,
      )
    case 'round:missed':
      return notify('The breakouts did not open by themselves: they were not possible with who was here.')
    case 'breakout:connected':
      return notify(`You can speak to ${event.body.name} from here now: choose above the field who hears it.`)
    case 'breakout:disconnected':
      return notify(`${event.body.name} hears you no longer.`)
    case 'round:extended':
      return notify(`More time: the round now ends at ${timeText(event.body.endsAt, 'time')}.`, { tone: 'good' })
    case 'round:shortened':
      return notify(`The round now ends sooner, at ${timeText(event.body.endsAt, 'time')}.`)
    case 'round:time-asked':
      return announce(`${nameOf(event.memberId!)} asked the hosts for ${event.body.minutes} more minutes.`)
    case 'round:time-declined':
      return notify('The hosts keep to the time.')
    case 'timer:set': {
      const length = lengthText(Math.round((event.body.endsAt - event.at) / 1_000))
      return announce(`${turnText(event.body, myId.peek(), nameOf)}: ${length}.`)
    }
    case 'timer:extended':
      return announce('The timer has more time.')
    case 'timer:stopped':
      return announce('The timer is put away.')
    case 'round:closed':
      if (state.kind === 'table') announce('The round is over. Everybody comes back to the table.')
      return
    case 'room:closed':
      if (event.body.roomId === state.roomId) notify('This table has been closed.')
      return
    default:
  }
})

/** Whoever called hears it wherever they are; who sits in the room learns who comes. */
function helpComes({ roomId, body: { memberId, hostId } }: RoomEvent<'help:claimed'>): void {
  const text = `${nameOf(hostId)} is coming.`
  if (memberId === myId.peek()) notify(text, { tone: 'good' })
  else if (roomId === room.peek()?.roomId && hostId !== myId.peek()) announce(text)
}

/** Who ended the session has its recap to write; where it had rounds, the others have something to look back at. */
function afterwards(circleId: Id, endedBy: Id | null): NoticeAction {
  if (endedBy === myId.peek()) return wayTo('Write the recap', paths.recaps(circleId))
  return postedCards.peek().length > 0 ? wayTo('Who sat with whom', paths.together(circleId)) : {}
}

const wayTo = (label: string, path: string): NoticeAction => ({ action: { label, run: () => navigate(path) } })
