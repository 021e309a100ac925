import type { Id } from '../../shared/ids.ts'

/** Who hears a room's events: sockets of its hearers that have entered it. */
export const roomAudience = (roomId: Id): string => `room:${roomId}`

/** Who waits in a room's line and is told when its seats change. */
export const lobbyAudience = (roomId: Id): string => `lobby:${roomId}`

/** All sockets of a person on this node. */
export const memberAudience = (memberId: Id): string => `member:${memberId}`

/** Who has a circle's table on the screen. */
export const tableAudience = (circleId: Id): string => `table:${circleId}`

/** The rooms among the audiences of a socket whose events it hears. */
export function roomsHeard(audiences: Iterable<string>): Id[] {
  const heard: Id[] = []
  for (const audience of audiences) if (audience.startsWith('room:')) heard.push(audience.slice('room:'.length))
  return heard
}
