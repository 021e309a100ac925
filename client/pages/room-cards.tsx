import { paths } from '../router.ts'
import { nameOf } from '../state/names.ts'
import type { Table } from '../state/table.ts'
import { enterOnOpen } from '../state/room.ts'
import { buttonClass, LinkButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { SeatDots } from '../ui/seats.tsx'

type RoomPulse = Table['rooms'][number]

/** A table as it is now: what is on, how many seats are free, how much one has not read. */
export function TableCard({ circleId, room, table }: { circleId: string; room: RoomPulse; table: Table }) {
  const href = paths.room(circleId, room.roomId)
  const isFree = room.taken < room.capacity && room.waiting === 0
  const isMine = table.seatedIn === room.roomId
  const waits = table.waitsIn.includes(room.roomId)
  const way = isMine ? 'Go back in' : waits ? 'See your place in line' : isFree ? 'Sit down' : 'Get in line'
  return (
    <article class={`card table-card${room.session ? ' table-card-live' : ''}`}>
      <div class="section-head">
        <h3>
          <a href={href}>{room.name}</a>
        </h3>
        <Unread count={room.unread} />
      </div>
      <p class="grow">
        {room.session ? (
          <>
            <span class="chip chip-new">Session</span> <b>{room.session.title}</b>{' '}
            <span class="hint">with {nameOf(room.session.hostId)}</span>
          </>
        ) : (
          <span class="hint">{quietWords(room)}</span>
        )}
      </p>
      <SeatDots taken={room.taken} capacity={room.capacity} waiting={room.waiting} />
      <div>
        <a
          class={buttonClass(isFree || isMine || waits ? 'main' : 'quiet')}
          href={href}
          aria-label={`${way}: ${room.name}`}
          onClick={() => waits || enterOnOpen(room.roomId)}
        >
          <Icon name="seat" />
          {way}
        </a>
      </div>
    </article>
  )
}

/** The room of everybody, at any time: no seat is needed. */
export function CommonsCard({ circleId, room }: { circleId: string; room: RoomPulse }) {
  const href = paths.room(circleId, room.roomId)
  return (
    <article class="card section">
      <div class="section-head">
        <h2>
          <a class="plain-link" href={href}>
            The commons
          </a>
        </h2>
        <Unread count={room.unread} />
      </div>
      <p class="hint">For everybody, at any hour: no seat needed, nothing gets lost.</p>
      <div>
        <LinkButton href={href} look="quiet" icon="speak">
          {room.unread > 0 ? 'Read what is new' : 'Leave a word'}
        </LinkButton>
      </div>
    </article>
  )
}

function Unread({ count }: { count: number }) {
  if (count === 0) return null
  return <span class="chip chip-new">{count > 99 ? '99+' : count} new</span>
}

function quietWords({ taken }: RoomPulse): string {
  if (taken === 0) return 'Nobody sits here yet. The kettle is on.'
  return taken === 1 ? 'Somebody is sitting here.' : `${taken} people are sitting here.`
}
