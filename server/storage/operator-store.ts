import type { Id } from '../../shared/ids.ts'
import type { Executor } from './sql.ts'

export type FoundPerson = { personId: Id; name: string; circles: string[] }

/** A circle with its steward who joined first. */
export type FoundCircle = { circleId: Id; name: string; stewardId: Id; stewardName: string }

/** What whoever runs the machine may look up by name: no member's right stands behind it. */
export type OperatorStore = {
  /** People with this id, or with this name anywhere. */
  findPeople(nameOrId: string): Promise<FoundPerson[]>
  findCircles(nameOrId: string): Promise<FoundCircle[]>
}

export function createOperatorStore({ sql }: Executor): OperatorStore {
  return {
    async findPeople(nameOrId) {
      return [
        ...(await sql<FoundPerson[]>`
          select p.id as "personId", p.name,
            coalesce(array_agg(c.name order by c.name) filter (where c.id is not null), '{}') as circles
          from people p left join memberships m on m.person_id = p.id and m.ended_at is null
            left join circles c on c.id = m.circle_id
          where p.id::text = lower(${nameOrId}) or lower(p.name) = lower(${nameOrId})
            or exists (select 1 from memberships o where o.person_id = p.id and lower(o.name) = lower(${nameOrId}))
          group by p.id order by p.made_at`),
      ]
    },
    async findCircles(nameOrId) {
      return [
        ...(await sql<FoundCircle[]>`
          select distinct on (c.id) c.id as "circleId", c.name, m.person_id as "stewardId", m.name as "stewardName"
          from circles c join memberships m on m.circle_id = c.id and m.role = 'steward' and m.ended_at is null
          where c.id::text = lower(${nameOrId}) or lower(c.name) = lower(${nameOrId})
          order by c.id, m.joined_at`),
      ]
    },
  }
}
