import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import type { Id } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Calls a host to the table or breakout where the caller sits. All hosts see it at once; they are asked to go one after the
 * other, three minutes each. A call for safety is seen by nobody else, and by no host who is named in `about`. A second call
 * of the same kind is the first one. Refuses `forbidden`, `no_seat`; `closed`, `room_closed`; `conflict`, `help_calls` for one
 * too many.
 */
export async function callHelp(ports: Ports, actor: Actor, input: CommandInput<'help:call'>) {
  const about = input.kind === 'safety' ? (input.about ?? []).toSorted() : []
  const more = { helpId: ports.newId(), text: input.text ?? '', about, most: limits.help.open }
  const reply = await act<CommandReply<'help:call'>>(ports, actor, 'call_help', input, more)
  await tellHelp(ports, reply.helpId)
  return reply
}

/** One host takes a call: `conflict`, `claimed` with who has it already. The room hears who comes, unless it is about safety. */
export async function claimHelp(ports: Ports, actor: Actor, input: CommandInput<'help:claim'>) {
  const reply = await act<CommandReply<'help:claim'>>(ports, actor, 'claim_help', input)
  await tellHelp(ports, input.helpId)
  return reply
}

/** Gives back a call that one has taken; the next host is asked. `forbidden`, `not_claimed` for everybody else. */
export async function releaseHelp(ports: Ports, actor: Actor, input: CommandInput<'help:release'>) {
  const reply = await act<CommandReply<'help:release'>>(ports, actor, 'release_help', input)
  await tellHelp(ports, input.helpId)
  return reply
}

/**
 * Ends a call: by a host who may see it, or by whoever called. One about safety stays open, after its session too, until a
 * host has written what was done: `invalid`, `outcome` without it. Its author may say that it is settled; hosts see that.
 */
export async function resolveHelp(ports: Ports, actor: Actor, input: CommandInput<'help:resolve'>) {
  const reply = await act<CommandReply<'help:resolve'>>(ports, actor, 'resolve_help', input)
  await tellHelp(ports, input.helpId)
  return reply
}

/** Tells the devices of those who may know of a call that it has changed. What it says they have to ask for. */
export async function tellHelp(ports: Ports, helpId: Id): Promise<void> {
  const told = await Promise.all([ports.records.hearersOfHelp(helpId), ports.records.guestHearingHelp(helpId)])
  for (const hearers of told)
    if (hearers)
      ports.bus.publish(hearers.commonsId, { type: 'signal', name: 'help', body: hearers.signal, to: hearers.to })
}
