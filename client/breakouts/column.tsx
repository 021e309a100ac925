import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { limits } from '../../shared/limits.ts'
import { Menu } from '../ui/menu.tsx'
import { Avatar } from '../ui/person.tsx'
import { sizeNote, type Group, type Plan, type Spot } from './plan.ts'

type Moving = { plan: Plan; nameOf: (memberId: string) => string; onMove: (memberId: string, to: Spot) => void }

/** One breakout of the plan: its name, its people, and whether its size is usual. People can be dropped on it. */
export function Column({
  group,
  index,
  onRename,
  ...moving
}: Moving & {
  group: Group
  index: number
  onRename: (name: string) => void
}) {
  const size = group.memberIds.length
  const note = sizeNote(size)
  return (
    <DropArea to={index} onMove={moving.onMove}>
      <input
        class="column-name"
        aria-label={`Name of breakout ${index + 1}`}
        value={group.name}
        maxLength={limits.table.nameLength}
        onInput={(event) => onRename(event.currentTarget.value)}
      />
      <p class={note ? 'chip chip-new' : 'chip'}>
        {size === 1 ? '1 person' : `${size} people`}
        {note && `, ${note}`}
      </p>
      <People ids={group.memberIds} at={index} {...moving} />
    </DropArea>
  )
}

/** Who stays at the table for this round. */
export function SittingOut(moving: Moving) {
  return (
    <DropArea to="out" onMove={moving.onMove}>
      <h3>Sitting out</h3>
      <p class="hint">They stay at the table.</p>
      <People ids={moving.plan.sittingOut} at="out" {...moving} />
    </DropArea>
  )
}

function DropArea({ to, onMove, children }: Pick<Moving, 'onMove'> & { to: Spot; children: ComponentChildren }) {
  const [isOver, setOver] = useState(false)
  return (
    <div
      class={isOver ? 'column column-over' : 'column'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const memberId = event.dataTransfer?.getData(dragType)
        if (memberId) onMove(memberId, to)
      }}
    >
      {children}
    </div>
  )
}

// A type of its own, so that nothing else can be dropped here.
const dragType = 'application/x-kith-member'

function People({ ids, at, plan, nameOf, onMove }: Moving & { ids: string[]; at: Spot }) {
  return (
    <ul class="plain-list column-people">
      {ids.map((id) => (
        <li key={id} class="placed" draggable onDragStart={(event) => event.dataTransfer?.setData(dragType, id)}>
          <Avatar name={nameOf(id)} />
          <bdi class="grow">{nameOf(id)}</bdi>
          <Menu
            label={`Move ${nameOf(id)} to`}
            icon="drag"
            items={[
              ...plan.groups.map(({ name }, i) => ({ label: name, isDisabled: i === at, run: () => onMove(id, i) })),
              { label: 'Sit out', isDisabled: at === 'out', run: () => onMove(id, 'out') },
            ]}
          />
        </li>
      ))}
    </ul>
  )
}
