import type { RoomCard } from '../../../shared/circles.ts'
import { TableArt } from '../../ui/art.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Menu } from '../../ui/menu.tsx'

type TablesViewProps = {
  rooms: readonly RoomCard[]
  onOpen: () => void
  onChange: (room: RoomCard) => void
  onClose: (room: RoomCard) => void
}

export function TablesView({ rooms, onOpen, onChange, onClose }: TablesViewProps) {
  const tables = rooms.filter(({ kind }) => kind === 'table')
  const open = (
    <Button icon="add" onClick={onOpen}>
      Open a table
    </Button>
  )
  if (tables.length === 0) {
    return (
      <section class="card">
        <Empty art={<TableArt />} title="No table yet" action={open}>
          A table is a small live room with as many seats as you choose. Twelve is a good number.
        </Empty>
      </section>
    )
  }
  return (
    <section class="card section" aria-label="Tables">
      <ul class="lines">
        {tables.map((room) => (
          <li key={room.roomId}>
            <span class="grow stack-none">
              <b>{room.name}</b>
              {room.session && <span class="hint">On now: {room.session.title}</span>}
            </span>
            <span class="hint">{room.capacity} seats</span>
            <Menu
              label={`Change or close ${room.name}`}
              items={[
                { label: 'Name and seats', icon: 'edit', run: () => onChange(room) },
                { label: 'Close the table', icon: 'door', isDanger: true, run: () => onClose(room) },
              ]}
            />
          </li>
        ))}
      </ul>
      <div class="row">{open}</div>
    </section>
  )
}
