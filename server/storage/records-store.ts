import type { InviteState } from '../../shared/circles.ts'
import type { RoomEvent } from '../../shared/events.ts'
import type { QueryName, QueryReply } from '../../shared/queries.ts'
import type { Message } from '../../shared/rooms.ts'
import type { Hearers, InviteCard, Published, Records, SaidInSession, Seating, Whereabouts } from '../domain/ports.ts'
import { gather } from '../gather.ts'
import { createSnapshots } from './snapshots.ts'
import type { Sql } from './sql.ts'

const atOnce = 200

/** What is read, by the SQL functions of `drizzle/functions/9*.sql` and a few plain queries. */
export function createRecordsStore(sql: Sql): Records {
  const snapshot = createSnapshots(sql)
  return {
    async look<N extends QueryName>(name: N, personId: string, input: Record<string, unknown>) {
      if (name === 'room:snapshot') {
        return (await snapshot({ roomId: String(input['roomId']), personId })) as QueryReply<N> | null
      }
      const text = `select look_${name.replaceAll(/[:-]/g, '_')}($1::uuid, $2::jsonb) as reply`
      const values = [personId, JSON.stringify(input)]
      const [row] = await sql.unsafe<{ reply: QueryReply<N> | null }[]>(text, values, { prepare: true })
      return row!.reply
    },

    async eventsAfter(roomId, after, limit) {
      const rows = await sql<{ circleId: string; epoch: number; event: RoomEvent; withheldFrom: string[] | null }[]>`
        select e.circle_id as "circleId", r.epoch, event_json(e) as event,
          withheld_from(e.room_id, e.kind, e.body) as "withheldFrom"
        from events e join rooms r on r.id = e.room_id
        where e.room_id = ${roomId} and e.seq > ${after} order by e.seq limit ${limit}`
      return rows.map(({ withheldFrom, ...published }): Published =>
        withheldFrom ? { ...published, withheldFrom } : published,
      )
    },

    async heads(roomIds) {
      const rows = await sql<{ id: string; head: number; epoch: number }[]>`
        select id, last_seq as head, epoch from rooms where id = any (${roomIds}::uuid[])`
      return new Map(rows.map(({ id, head, epoch }) => [id, { head, epoch }]))
    },

    hearers: gather<string, Set<string>>(atOnce, async (roomIds) => {
      const found = new Map(roomIds.map((roomId) => [roomId, new Set<string>()]))
      const rows = await sql<{ roomId: string; personId: string }[]>`
        select room_id as "roomId", person_id as "personId" from seats
          where room_id = any (${[...found.keys()]}::uuid[]) and offered_until is null
        union all select room_id, person_id from visitors where room_id = any (${[...found.keys()]}::uuid[])
        union all select c.commons_id, m.person_id from memberships m join circles c on c.id = m.circle_id
          where c.commons_id = any (${[...found.keys()]}::uuid[]) and m.ended_at is null`
      for (const { roomId, personId } of rows) found.get(roomId)!.add(personId)
      return roomIds.map((roomId) => found.get(roomId)!)
    }),

    whereaboutsOf: gather<string, Whereabouts>(atOnce, async (personIds) => {
      const rows = await sql<Whereabouts[]>`
        select
          (select coalesce(json_agg(json_build_object('circleId', c.id, 'commonsId', c.commons_id) order by m.joined_at), '[]')
            from memberships m join circles c on c.id = m.circle_id
            where m.person_id = person.id and m.ended_at is null) as circles,
          (select coalesce(json_agg(room_id), '[]') from (
            select room_id from line where person_id = person.id
            union all select room_id from seats where person_id = person.id and offered_until is not null) waits) as lines
        from unnest(${personIds}::uuid[]) with ordinality as person (id, i) order by i`
      return [...rows]
    }),

    async seating(roomId, personId) {
      const [row] = await sql<{ seating: Seating | null }[]>`select seating_of(${roomId}, ${personId}) as seating`
      return row!.seating
    },

    async seatingAt(roomId) {
      const [row] = await sql<{ seating: Seating | null }[]>`select seating_at(${roomId}) as seating`
      return row!.seating
    },

    async transcript(sessionId, personId) {
      const [row] = await sql<{ mayEdit: boolean; said: Said }[]>`
        select may_edit_recap(s, ${personId}) as "mayEdit", session_transcript(id) as said
        from sessions s where id = ${sessionId}`
      return row?.mayEdit ? asTranscript(row.said) : null
    },

    async invite(codeHash) {
      const [row] = await sql<{ found: FoundInvite | null }[]>`select look_invite(${codeHash}) as found`
      if (!row?.found) return null
      const { state, ...card } = row.found
      return { state, card }
    },

    async markRead(personId, roomId, seq) {
      const rows = await sql`
        insert into read_markers (person_id, room_id, seq)
        select ${personId}, id, least(${seq}::integer, last_seq) from rooms
        where id = ${roomId} and may_read(id, ${personId})
        on conflict (person_id, room_id) do update set seq = greatest(read_markers.seq, excluded.seq)
        returning 1`
      return rows.length > 0
    },

    async hearersOfHelp(helpId) {
      const [row] = await sql<{ hearers: Hearers<'help'> | null }[]>`select hearers_of_help(${helpId}) as hearers`
      return row!.hearers
    },

    async guestHearingHelp(helpId) {
      const [row] = await sql<{ hearers: Hearers<'help'> | null }[]>`select guest_hearing_help(${helpId}) as hearers`
      return row!.hearers
    },

    async hearersOfDesk(roomId) {
      const [row] = await sql<{ hearers: Hearers<'desk'> | null }[]>`select hearers_of_desk(${roomId}) as hearers`
      return row!.hearers
    },

    async hearersOfAside(asideId) {
      const [row] = await sql<{ hearers: Hearers<'aside'> | null }[]>`select hearers_of_aside(${asideId}) as hearers`
      return row!.hearers
    },

    async hostsHearingAside(asideId) {
      const [row] = await sql<{ hearers: Hearers<'aside'> | null }[]>`select hosts_hearing_aside(${asideId}) as hearers`
      return row!.hearers
    },

    async isMember(circleId, personId) {
      const [row] = await sql<{ is: boolean }[]>`select role_in(${circleId}, ${personId}) is not null as "is"`
      return row!.is
    },

    async seesWithoutHosting(roomId, personId) {
      const [row] = await sql<{ sees: boolean }[]>`select sees_without_hosting(${roomId}, ${personId}) as sees`
      return row!.sees
    },

    async seesSession(sessionId, personId) {
      const [row] = await sql<{ sees: boolean }[]>`select sees_session(${sessionId}, ${personId}) as sees`
      return row!.sees
    },

    async now() {
      const [row] = await sql<{ now: number }[]>`select in_ms(kith_now()) as now`
      return row!.now
    },
  }
}

type FoundInvite = InviteCard & { state: InviteState }

type Said = {
  title: string | null
  messages: { roomId: string; section: string; name: string; message: Message }[]
}

/** A transcript names its messages by short ids of its own; `places` leads back to the log. */
function asTranscript({ title, messages }: Said): SaidInSession {
  const idOf = (roomId: string, seq: number) => `${roomId}/${seq}`
  const places = new Map(messages.map(({ roomId, message: { seq } }) => [idOf(roomId, seq), { roomId, seq }]))
  return {
    places,
    transcript: {
      title,
      messages: messages.map(({ roomId, section, name, message }) => ({
        id: idOf(roomId, message.seq),
        author: name,
        at: new Date(message.at).toISOString(),
        body: message.text ?? '',
        ...(message.replyTo !== null && { replyTo: idOf(roomId, message.replyTo) }),
        reactions: message.reactions.reduce((sum, { memberIds }) => sum + memberIds.length, 0),
        marks: message.marks.map(({ mark }) => mark),
        ...(section && { section }),
      })),
    },
  }
}
