import { useState } from 'preact/hooks'
import type { Member, Role } from '../../../shared/circles.ts'
import { isFound } from '../../finding.ts'
import { TextField } from '../../ui/field.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { Person } from '../../ui/person.tsx'
import { Time } from '../../ui/time.tsx'

type MembersViewProps = {
  members: readonly Member[]
  myId: string | null
  canChange: boolean
  onRole: (member: Member, role: Role) => void
  onRemove: (member: Member) => void
}

/** What each role may do, in words. */
export const roleNotes: Record<Role, string> = {
  member: 'Members take part everywhere, and may host at tables of 12 seats or fewer.',
  facilitator: 'Facilitators host at every table, open and close tables, and may look in without taking a seat.',
  steward:
    'Stewards do all that facilitators do. They also invite and remove people, give roles and change the circle.',
}

/** More than stand on one screen: they are looked for. */
const many = 12

const roles = ['member', 'facilitator', 'steward'] as const

export function MembersView({ members, myId, canChange, onRole, onRemove }: MembersViewProps) {
  const [words, setWords] = useState('')
  const isMany = members.length > many
  const shown = isMany ? members.filter(({ name }) => isFound(name, words)) : members
  return (
    <section class="card section" aria-label="Members">
      {isMany && (
        <>
          <TextField label="Find somebody" value={words} onValue={setWords} />
          <p class="hint" role="status">
            {shown.length === members.length ? `${members.length} members` : `${shown.length} of ${members.length}`}
          </p>
        </>
      )}
      <ul class="lines">
        {shown.map((member) => (
          <li key={member.memberId}>
            <span class="grow">
              <Person
                name={member.name}
                isMe={member.memberId === myId}
                note={
                  <span>
                    since <Time at={member.joinedAt} style="date" />
                  </span>
                }
              />
            </span>
            {member.role !== 'member' && <span class="chip">{member.role}</span>}
            {canChange && (
              <Menu label={`Role and removal of ${member.name}`} items={itemsFor(member, myId, onRole, onRemove)} />
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary>What the roles mean</summary>
        <ul class="stack-tight">
          {roles.map((role) => (
            <li key={role}>{roleNotes[role]}</li>
          ))}
        </ul>
      </details>
    </section>
  )
}

function itemsFor(
  member: Member,
  myId: string | null,
  onRole: MembersViewProps['onRole'],
  onRemove: MembersViewProps['onRemove'],
): MenuItem[] {
  const changes = roles
    .filter((role) => role !== member.role)
    .map((role): MenuItem => ({ label: `Make ${role}`, icon: 'steward', run: () => onRole(member, role) }))
  // Whoever wants to go leaves by the settings, where it is theirs to say.
  if (member.memberId === myId) return changes
  return [...changes, { label: 'Remove from the circle', icon: 'leave', isDanger: true, run: () => onRemove(member) }]
}
