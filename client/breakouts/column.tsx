import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { limits } from '../../shared/limits.ts'
import { Icon } from '../ui/icons.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { Avatar } from '../ui/person.tsx'
import type { Draft } from './draft.ts'
import { sizeNote, type Group, type Spot } from './plan.ts'

export type Moving = {
  draft: Draft
  nameOf: (memberId: string) => string
  onMove: (memberId: string, to: Spot) => void
  onRelease: (memberId: string) => void
  onTag: (memberId: string, tag: string | null) => void
  tags: readonly string[]
}

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
      <People ids={moving.draft.plan.sittingOut} at="out" {...moving} />
    </DropArea>
  )
}

/** Who has no place in the plan: whoever is not put anywhere by hand, or does not take part. */
export function Unplaced(moving: Moving) {
  return (
    <div class="column">
      <h3>Not placed yet</h3>
      <p class="hint">When you open, who takes part is seated where there are fewest.</p>
      <People ids={moving.draft.plan.unplaced} at={null} {...moving} />
    </div>
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

function People({ ids, at, ...moving }: Moving & { ids: string[]; at: Spot | null }) {
  return (
    <ul class="plain-list column-people">
      {ids.map((id) => (
        <Placed key={id} id={id} at={at} {...moving} />
      ))}
    </ul>
  )
}

function Placed({ id, at, draft, nameOf, onMove, onRelease, onTag, tags }: Moving & { id: string; at: Spot | null }) {
  const { plan, fixed, said, rules } = draft
  const isFixed = fixed.includes(id)
  const tag = rules.tags[id]
  const items: MenuItem[] = [
    ...plan.groups.map(({ name }, i) => ({
      label: name || `Breakout ${i + 1}`,
      isDisabled: i === at,
      run: () => onMove(id, i),
    })),
    { label: 'Sit out', isDisabled: at === 'out', run: () => onMove(id, 'out') },
    ...(isFixed ? [{ label: 'Let the engine place them', run: () => onRelease(id) }] : []),
    ...tags.filter((one) => one !== tag).map((one) => ({ label: `Tag: ${one}`, run: () => onTag(id, one) })),
    ...(tag ? [{ label: `No longer: ${tag}`, run: () => onTag(id, null) }] : []),
  ]
  return (
    <li class="placed" data-member={id} draggable onDragStart={(event) => event.dataTransfer?.setData(dragType, id)}>
      <Avatar name={nameOf(id)} />
      <span class="grow stack-none">
        <span>
          <bdi>{nameOf(id)}</bdi>
          {isFixed && (
            <span class="placed-fixed" title="Placed by hand: stays here">
              <Icon name="key" />
              <span class="unseen">, placed by hand</span>
            </span>
          )}
          {tag && <span class="mark">{tag}</span>}
        </span>
        {said.reasons[id] && typeof at === 'number' && <span class="hint placed-why">{said.reasons[id]}</span>}
      </span>
      <Menu label={`Move ${nameOf(id)} to`} icon="drag" items={items} />
    </li>
  )
}
