import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { limits } from '../../shared/limits.ts'
import { act } from './act.ts'
import { looksOf } from './look-alikes.ts'
import { canChangeCircle } from './policies.ts'
import type { Actor, Ports } from './ports.ts'

const maxAlone = limits.circle.max

/**
 * Opens a circle with its commons; whoever opens it is its first steward. Refuses a capacity above 150 with `forbidden`,
 * reason `needs_second_steward`: nobody decides that alone. A name that looks like that of another circle which this person
 * belongs to is `conflict`, `circle_name_taken`.
 */
export function openCircle(ports: Ports, actor: Actor, input: CommandInput<'circle:open'>) {
  const ids = { circleId: ports.newId(), commonsId: ports.newId(), nameLooks: looksOf(input.facts.name) }
  const looks = input.name === undefined ? {} : { looks: looksOf(input.name) }
  return act<CommandReply<'circle:open'>>(ports, actor, 'open_circle', input, { ...ids, maxAlone, ...looks })
}

/**
 * Changes what a circle says of itself, and its capacity. Refuses `conflict`, `seats_taken` below the number of members;
 * places that become free go to the line. Its name is judged as at its opening.
 */
export function changeCircle(ports: Ports, actor: Actor, input: CommandInput<'circle:change'>) {
  const more = { roles: canChangeCircle, maxAlone, nameLooks: looksOf(input.facts.name) }
  return act<CommandReply<'circle:change'>>(ports, actor, 'change_circle', input, more)
}
