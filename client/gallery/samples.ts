import type { CircleFacts, CircleState, Role } from '../../shared/circles.ts'
import { serverTime } from '../api/clock.ts'
import { newCircle } from '../pages/circle-draft.ts'
import type { InviteCard } from '../pages/join-view.tsx'
import type { Me } from '../state/me.ts'

const minute = 60_000
const day = 24 * 60 * minute

export const now = serverTime()

/** A made-up id that reads the same each time. */
export const idOf = (n: number) => `01940000-0000-7000-8000-${String(n).padStart(12, '0')}`

// Those of `server/dev/cast.ts`, as the circle and its tables are, and two whose names are longer.
const names = ['Ada', 'Ben', 'Chloe', 'Rae', 'Leyla Aydın', 'Paul-Henri de Vries', 'Finn', 'Grace']
const more = ['Hugo', 'Iris', 'Jonas', 'Kira', 'Liam', 'Mona', 'Noor', 'Otto']

export const people = [...names, ...more].map((name, i) => ({ memberId: idOf(i + 1), name }))
export const nameById = Object.fromEntries(people.map(({ memberId, name }) => [memberId, name]))
export const adaId = idOf(1)

export const facts: CircleFacts = {
  name: 'The Long Table',
  purpose: 'We finish the things we started alone.',
  problem:
    'Everybody here has something in a drawer: a novel, a boat, a shop. Alone it stays there. Once a week we sit down ' +
    'together, say what is next, and do it.',
  values: ['finish small things', 'say it kindly and plainly', 'ask before you advise'],
  conduct: newCircle.conduct,
  capacity: 24,
}

export const invite: InviteCard = {
  addressee: 'Chloe',
  reason:
    'You said at the bakery that your essay about the ferry has been waiting for its ending since March. We are twelve people with such drawers, and we read on Sundays. Your eye for what is left out is what we lack. Would you like to sit with us?',
  inviterName: 'Ada',
  circleName: facts.name,
  purpose: facts.purpose,
  problem: facts.problem,
  values: facts.values,
  conduct: facts.conduct,
  capacity: 24,
  seatsLeft: 9,
  inLine: 0,
  expiresAt: now + 12 * day,
  evening: null,
  signedInAs: null,
}

const roleOf = (i: number): Role => (i === 0 ? 'steward' : i === 1 ? 'facilitator' : 'member')

export const circle: CircleState = {
  circleId: idOf(100),
  commonsId: idOf(101),
  head: 40,
  facts,
  members: people.map((person, i) => ({ ...person, role: roleOf(i), joinedAt: now - (90 - 4 * i) * day })),
  rooms: [
    { roomId: idOf(101), kind: 'commons', name: 'The commons', capacity: 0, session: null },
    {
      roomId: idOf(102),
      kind: 'table',
      name: 'Kitchen',
      capacity: 12,
      session: {
        sessionId: idOf(200),
        title: 'Critique: the ferry essay',
        hostId: adaId,
        coHostIds: [],
        startedAt: now - 20 * minute,
      },
    },
    { roomId: idOf(103), kind: 'table', name: 'Workbench', capacity: 8, session: null },
  ],
  recaps: [
    { recapId: idOf(301), roomId: idOf(102), title: 'Endings that hold', signedBy: adaId, signedAt: now - 6 * day },
    {
      recapId: idOf(302),
      roomId: idOf(102),
      title: 'Cutting the first page',
      signedBy: idOf(2),
      signedAt: now - 13 * day,
    },
  ],
}

export const me: Me = {
  memberId: adaId,
  name: 'Ada',
  hasEmail: false,
  circles: [
    { circleId: circle.circleId, name: facts.name, purpose: facts.purpose, role: 'steward' },
    {
      circleId: idOf(110),
      name: 'Night shift parents',
      purpose: 'We get each other through the first year with less sleep and more company.',
      role: 'member',
    },
  ],
  removedFrom: [],
  guestAt: [],
  inLine: [{ circleId: idOf(111), name: 'Bread bakers of the hill', place: 2 }],
  serverNow: now,
}
