import type { CircleState, RecapCard } from '../../shared/circles.ts'
import { isFound } from '../finding.ts'
import { paths } from '../router.ts'
import type { Me } from '../state/me.ts'

/** Where the switcher leads: what it is called, what it is, and when, where two may be called the same. */
export type Place = {
  kind: 'table' | 'circle' | 'person' | 'recap'
  name: string
  note: string
  at?: number
  href: string
}

type Known = { me: Me; circle: CircleState | null; recaps: readonly RecapCard[] }

/** How many places are shown at once: what does not fit is found by typing more of its name. */
const most = 8

/** The rooms and people of the circle on the screen, its recaps, all circles, and the rooms in which somebody is a guest. */
export function placesOf({ me, circle, recaps }: Known): Place[] {
  return [
    ...(circle ? roomsOf(circle) : []),
    ...me.guestAt
      .filter(({ endedAt }) => endedAt === null)
      .map(({ circleId, roomId, title, circleName }): Place => ({
        kind: 'table',
        name: title,
        note: `as a guest, ${circleName}`,
        href: paths.room(circleId, roomId),
      })),
    ...me.circles.map(({ circleId, name }): Place => ({
      kind: 'circle',
      name,
      note: 'circle',
      href: paths.table(circleId),
    })),
    ...(circle ? peopleOf(circle) : []),
    ...recaps.map(({ recapId, title, signedAt }): Place => ({
      kind: 'recap',
      name: title,
      note: 'recap',
      at: signedAt,
      href: paths.recap(recapId),
    })),
  ]
}

/** The places that are meant by what was typed, the likeliest first. Nobody is offered a person before they ask for one. */
export function found(places: readonly Place[], typed: string): Place[] {
  const isAsking = typed.trim() !== ''
  return places.filter(({ kind, name }) => (isAsking ? isFound(name, typed) : kind !== 'person')).slice(0, most)
}

function roomsOf({ circleId, rooms }: CircleState): Place[] {
  return rooms
    .filter(({ kind }) => kind !== 'breakout')
    .map(({ roomId, kind, name, session }) => ({
      kind: 'table',
      name: kind === 'commons' ? 'The commons' : name,
      note: session ? `on now: ${session.title}` : kind === 'commons' ? 'for everybody' : 'table',
      href: paths.room(circleId, roomId),
    }))
}

function peopleOf({ circleId, members }: CircleState): Place[] {
  return members.map(({ memberId, name, role }) => ({
    kind: 'person',
    name,
    note: role,
    href: paths.person(circleId, memberId),
  }))
}
