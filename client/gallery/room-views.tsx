import type { ComponentChildren } from 'preact'
import { LocationProvider } from 'preact-iso/router'
import { useEffect, useState } from 'preact/hooks'
import type { Message, RoomState } from '../../shared/rooms.ts'
import { MemberTools } from '../breakouts/member-tools.tsx'
import { TableView } from '../pages/table-view.tsx'
import { canSetTimer } from '../room/hosting.ts'
import { Room } from '../room/room.tsx'
import { TurnTool } from '../room/turn-tool.tsx'
import { paths } from '../router.ts'
import { Shell } from '../shell.tsx'
import { circle as shownCircle } from '../state/circle.ts'
import { trouble } from '../state/conn.ts'
import { me as signedIn } from '../state/me.ts'
import { learnNames } from '../state/names.ts'
import { entries } from '../state/outbox.ts'
import { room, transcript } from '../state/room.ts'
import type { Table } from '../state/table.ts'
import { restart } from '../state/transcript.ts'
import { adaId, circle, idOf, me, nameById, now, people } from './samples.ts'
import type { Views } from './views.ts'

const minute = 60_000
const ids = people.map(({ memberId }) => memberId)
const [ben, chloe, rae] = [ids[1]!, ids[2]!, ids[3]!]
const roomId = idOf(102)

const message = (seq: number, memberId: string, text: string | null, more: Partial<Message> = {}): Message => {
  const at = now - (60 - seq) * minute
  return { seq, memberId, at, text, replyTo: null, edited: false, reactions: [], marks: [], ...more }
}

const messages = [
  message(10, adaId, 'Welcome. Ben reads first today: the last page of the ferry essay.'),
  message(11, ben, 'Thank you. It is the part where *nothing* happens, so be honest.', { edited: true }),
  message(12, chloe, 'The ending lands once the ferry is gone and nobody says so.', {
    reactions: [
      { emoji: '❤️', memberIds: [adaId, rae] },
      { emoji: '👏', memberIds: [ben] },
    ],
    marks: [{ mark: 'insight', memberId: adaId }],
  }),
  message(13, rae, null),
  message(14, ben, 'Then I cut the last two sentences.', {
    replyTo: 12,
    marks: [{ mark: 'decision', memberId: adaId }],
  }),
  message(15, adaId, 'Good. Send it round by Friday noon?', { marks: [{ mark: 'action', memberId: adaId }] }),
]

const seat = (memberId: string, i: number) => ({ memberId, no: i + 1, offeredUntil: null as number | null })

export const kitchen: RoomState = {
  roomId,
  circleId: circle.circleId,
  kind: 'table',
  mode: 'on-record',
  name: 'Kitchen',
  capacity: 12,
  parentId: null,
  isOpen: true,
  head: 20,
  seats: ids.slice(0, 7).map(seat),
  line: [],
  visitors: [],
  session: {
    sessionId: idOf(200),
    hostId: adaId,
    coHostIds: [],
    title: 'Critique: the ferry essay',
    startedAt: now - 20 * minute,
  },
  guests: [],
  round: null,
  timer: null,
  scheduled: [],
  messages,
}

const others = ids.slice(1, 13).map(seat)
export const round = {
  roundId: idOf(600),
  parentId: roomId,
  no: 1,
  task: 'Read your last page aloud, then say where it could stop.',
  endsAt: now + 12 * minute,
  asked: null,
  connected: [],
  duties: {},
  breakouts: [
    { roomId: idOf(500), name: 'Openings', memberIds: ids.slice(0, 7) },
    { roomId: idOf(501), name: 'Endings', memberIds: ids.slice(7, 14) },
  ],
}

const turn = (memberId: string | null, label: string, leftMs: number) => ({
  timerId: idOf(900),
  memberId,
  label,
  setAt: now + leftMs - 2 * minute,
  endsAt: now + leftMs,
})

const pulse = (i: number, unread: number, taken: number, waiting = 0) => ({
  ...circle.rooms[i]!,
  head: 40,
  read: 40 - unread,
  unread,
  taken,
  waiting,
})
const table: Table = {
  rooms: [pulse(0, 3, 0), pulse(1, 12, 9), pulse(2, 0, 8, 2)],
  seatedIn: null,
  placedIn: null,
  placedUntil: null,
  waitsIn: [circle.rooms[2]!.roomId],
  recaps: circle.recaps,
}

export const roomViews: Views = {
  table: () => shown(<TableView circle={circle} table={table} />),
  'table-empty': () =>
    shown(
      <TableView
        circle={{ ...circle, rooms: circle.rooms.slice(0, 1), recaps: [] }}
        table={{ rooms: [pulse(0, 0, 0)], seatedIn: null, placedIn: null, placedUntil: null, waitsIn: [], recaps: [] }}
      />,
    ),
  room: () => staged(kitchen),
  'room-quiet': () => staged({ ...kitchen, session: null, messages: [] }),
  'room-round': () => staged({ ...kitchen, round }),
  'room-scheduled': () =>
    staged({
      ...kitchen,
      scheduled: [
        { preparedId: idOf(801), at: now - 4 * minute, isMissed: true },
        { preparedId: idOf(802), at: now + 11 * minute, isMissed: false },
      ],
    }),
  'room-turn': () => staged({ ...kitchen, timer: turn(chloe, 'First impressions', 95_000) }),
  'room-turn-mine': () => staged({ ...kitchen, round, timer: turn(adaId, '', 40_000) }),
  'room-turn-over': () => staged({ ...kitchen, timer: turn(null, 'Once around', -1_000) }),
  'room-breakout': () =>
    staged({
      ...kitchen,
      roomId: idOf(500),
      kind: 'breakout',
      name: 'Openings',
      capacity: 10,
      parentId: roomId,
      session: null,
      round: { ...round, duties: { [ids[2]!]: 'leader', [adaId]: 'note-taker' } },
    }),
  'room-connected': () =>
    staged({
      ...kitchen,
      roomId: idOf(500),
      kind: 'breakout',
      name: 'Openings',
      capacity: 10,
      parentId: roomId,
      session: null,
      round: { ...round, connected: [{ breakoutId: idOf(501), name: 'Endings' }] },
      messages: [
        ...messages.slice(0, 3),
        message(16, adaId, 'We would give you the ferry if we may keep the rain.', {
          both: { breakoutId: idOf(501), name: 'Endings', seq: 9, isOurs: true },
        }),
        message(17, ids[9]!, 'The ferry is fine. Who takes the last line?', {
          both: { breakoutId: idOf(501), name: 'Endings', seq: 10, isOurs: false },
        }),
      ],
    }),
  'room-words-left': () => {
    const input = {
      commandId: idOf(700),
      roomId: idOf(500),
      text: 'One more thing: the rain may stay, but not the ferry.',
    }
    const refusal = { code: 'not_found', details: {} } as const
    const { circleId } = kitchen
    entries.value = [{ name: 'message:send', input, circleId, roomName: 'Openings', madeAt: now, refusal }]
    return staged(kitchen)
  },
  'room-commons': () => staged({ ...kitchen, kind: 'commons', capacity: 0, seats: [], session: null }),
  'room-lobby': () => staged({ ...kitchen, seats: others.slice(0, 5) }),
  'room-lobby-full': () => staged({ ...kitchen, seats: others, line: [ids[13]!] }),
  'room-lobby-in-line': () => staged({ ...kitchen, seats: others, line: [ids[13]!, adaId] }),
  'room-lobby-offered': () =>
    staged({ ...kitchen, seats: [...others.slice(0, 11), { memberId: adaId, no: 12, offeredUntil: now + 100_000 }] }),
  'room-closed': () => staged({ ...kitchen, isOpen: false, seats: [], session: null }),
  'room-offline': () => {
    trouble.value = 'lost'
    return staged(kitchen)
  },
  'room-polling': () => {
    trouble.value = 'polling'
    return staged(kitchen)
  },
}

/** The client's own state, as it would be in this room. */
export function staged(state: RoomState, card: ComponentChildren = null, inCircle = circle) {
  room.value = state
  transcript.value = restart(state, null)
  return shown(
    <Room
      state={state}
      tools={canSetTimer.value && <TurnTool state={state} id="set-timer" look="quiet" />}
      memberTools={<MemberTools state={state} />}
      footer={null}
      card={card}
    />,
    paths.room(state.circleId, state.roomId),
    inCircle,
  )
}

function shown(page: ComponentChildren, path = paths.table(circle.circleId), inCircle = circle) {
  learnNames(nameById)
  signedIn.value = me
  shownCircle.value = inCircle
  return <At path={path}>{page}</At>
}

/** The shell is laid out by the address: it is there while the shell looks, and the gallery's again after that. */
function At({ path, children }: { path: string; children: ComponentChildren }) {
  const [gallery] = useState(() => location.href)
  if (location.href === gallery) history.replaceState(null, '', path)
  useEffect(() => history.replaceState(null, '', gallery), [])
  return (
    <LocationProvider>
      <Shell>{children}</Shell>
    </LocationProvider>
  )
}
