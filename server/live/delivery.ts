import type { RoomEvent, Signal } from '../../shared/events.ts'
import type { Id } from '../../shared/ids.ts'
import { lobbyAudience, memberAudience, roomAudience, tableAudience } from './audiences.ts'
import type { LiveServer, LiveSocket } from './io.ts'
import type { People } from './serving.ts'

/** What else hangs on an event or a signal once it reaches this node. */
export type Followers = {
  lobbyChanged(roomId: Id): void
  /** A person is in a circle no longer, and their sockets here, if there are any, have left it. */
  leftCircle(circleId: Id, memberId: Id, sockets: LiveSocket[]): void
  presence(change: Signal<'presence'>): void
  pulse(hint: Signal<'pulse'>): void
}

/** Hands events to the sockets of this node; nobody on another node is reached from here. */
export function createDelivery(io: LiveServer, followers: Followers): People {
  const { adapter, sockets } = io.of('/')
  const socketsIn = (audience: string): LiveSocket[] =>
    [...(adapter.rooms.get(audience) ?? [])].flatMap((socketId) => sockets.get(socketId) ?? [])

  return {
    // Whoever loses access by an event hears it as the last one, so that their log ends with its reason (INV-7). An event
    // that names them reaches them wherever they are.
    keepOnly(roomId, hearers, waiting) {
      for (const socket of socketsIn(roomAudience(roomId))) {
        const { personId } = socket.data.actor
        if (hearers.has(personId)) continue
        void socket.leave(roomAudience(roomId))
        const last = waiting.find(({ event }) => endsForAll(event) || isNamed(event, personId))?.event
        if (last && !membersElsewhere(last).includes(personId)) socket.emit('event', last)
      }
    },

    deliver({ circleId, event, withheldFrom }) {
      const audience = roomAudience(event.roomId)
      if (withheldFrom) deliverWithout(withheldFrom, event)
      else io.local.to(audience).emit('event', event)
      const elsewhere = membersElsewhere(event).map(memberAudience)
      if (elsewhere.length > 0) io.local.to(elsewhere).except(audience).emit('event', event)
      if (changesLobby(event)) tellLobby(event)
      if (event.kind === 'member:removed' || event.kind === 'member:left') leaveCircle(circleId, event)
    },

    relay(roomId, { name, body, to }) {
      if (to && to.length > 0) io.local.to(to.map(memberAudience)).emit('signal', name, body as never)
      if (name === 'typing') relayTyping(roomId, body as Signal<'typing'>)
      if (name === 'presence') followers.presence(body as Signal<'presence'>)
      if (name === 'pulse') followers.pulse(body as Signal<'pulse'>)
    },

    areIn: (roomId) => adapter.rooms.has(roomAudience(roomId)) || adapter.rooms.has(lobbyAudience(roomId)),
  }

  // Whoever may not read what it is about gets its number alone, as when they catch up: no log has a hole (INV-4).
  function deliverWithout(memberIds: Id[], event: RoomEvent): void {
    const audience = roomAudience(event.roomId)
    io.local.to(audience).except(memberIds.map(memberAudience)).emit('event', event)
    const withheld: RoomEvent = { ...event, kind: 'event:withheld', memberId: null, body: {} }
    for (const socket of socketsIn(audience)) {
      if (memberIds.includes(socket.data.actor.personId)) socket.emit('event', withheld)
    }
  }

  // The first to be left out when a reader is slow: what somebody was writing a moment ago interests nobody.
  function relayTyping(roomId: Id, body: Signal<'typing'>): void {
    const others = io.local.volatile.to(roomAudience(roomId)).except(memberAudience(body.memberId))
    others.emit('signal', 'typing', { ...body, roomId })
  }

  function tellLobby(event: RoomEvent): void {
    const lobby = lobbyAudience(event.roomId)
    if (event.kind === 'room:closed') {
      io.local.to(lobby).emit('signal', 'lobby', { roomId: event.roomId })
      io.local.in(lobby).socketsLeave(lobby)
    } else followers.lobbyChanged(event.roomId)
    // Nobody waits any more who sits, gave up or was removed. An offer is still waited for.
    if (event.kind === 'seat:taken' || event.kind === 'line:left' || event.kind === 'member:removed') {
      io.local.in(memberAudience(event.body.memberId)).socketsLeave(lobby)
    }
  }

  function leaveCircle(circleId: Id, event: RoomEvent<'member:removed' | 'member:left'>): void {
    const { memberId } = event.body
    const sockets = socketsIn(memberAudience(memberId))
    for (const socket of sockets) void socket.leave(tableAudience(circleId))
    const theirs = sockets.filter((socket) => socket.data.circles.get(circleId) === event.roomId)
    for (const socket of theirs) {
      socket.data.circles.delete(circleId)
      if (socket.data.watches === circleId) socket.data.watches = null
    }
    // Also where none of them is connected: presence is shown to others here.
    followers.leftCircle(circleId, memberId, theirs)
    // A disconnection by the server is final for a client: right for whoever has no circle left.
    for (const socket of theirs) if (socket.data.circles.size === 0) socket.disconnect(true)
  }
}

const endsForAll = ({ kind }: RoomEvent): boolean =>
  ['room:closed', 'round:closed', 'breakout:closed', 'breakout:merged'].includes(kind)

const isNamed = (event: RoomEvent, memberId: Id): boolean =>
  membersElsewhere(event).includes(memberId) || (event.kind === 'member:left' && event.body.memberId === memberId)

function changesLobby({ kind }: RoomEvent): boolean {
  return /^(seat|line):/.test(kind) || ['member:removed', 'guest:left', 'room:changed', 'room:closed'].includes(kind)
}

// Whoever is given or loses a place without asking hears of it on every device, whatever room that device listens to.
function membersElsewhere(event: RoomEvent): Id[] {
  switch (event.kind) {
    case 'seat:offered':
    case 'seat:left':
    case 'visit:ended':
    case 'member:removed':
    case 'guest:left':
    case 'round:moved':
    case 'help:claimed':
      return [event.body.memberId]
    case 'session:ended':
      return event.body.guestIds ?? []
    case 'breakout:closed':
      return event.body.memberIds
    case 'breakout:merged':
      return event.body.members.map(({ memberId }) => memberId)
    case 'round:opened':
      return event.body.breakouts.flatMap(({ memberIds }) => memberIds)
    default:
      return []
  }
}
