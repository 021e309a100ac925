import { DomainError } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import type { QueryInput, QueryName, QueryReply } from '../../shared/queries.ts'
import { notHost } from './not-host.ts'
import type { Actor, Ports } from './ports.ts'
import { previewRound } from './round-preview.ts'

/** Answers one query of the registry. What is not the actor's own is `not_found`, like what does not exist (INV-6). */
export async function runQuery<N extends QueryName>(
  ports: Ports,
  actor: Actor,
  name: N,
  input: QueryInput<N>,
): Promise<QueryReply<N>> {
  if (name === 'round:preview') {
    return (await previewRound(ports, actor, input as QueryInput<'round:preview'>)) as QueryReply<N>
  }
  const reply = await ports.records.look(name, actor.personId, { ...usual[name], ...input })
  if (!reply) throw await refusalOf(ports, actor, name, input)
  return reply
}

/** Nothing is there for the actor; or they see where it is, and it is for those who lead there. */
async function refusalOf(ports: Ports, actor: Actor, name: QueryName, input: object): Promise<DomainError> {
  const [reason = ''] = name.split(':')
  const { roomId = '', circleId = '' } = input as { roomId?: Id; circleId?: Id }
  if (name === 'round:monitor' || name === 'round:prepared') return notHost(ports, actor, roomId, reason)
  if (name === 'circle:invites' && (await ports.records.isMember(circleId, actor.personId)))
    return new DomainError('forbidden', { reason: 'role' })
  return new DomainError('not_found', { reason })
}

const usual: Partial<Record<QueryName, Record<string, unknown>>> = {
  'room:catch-up': { limit: limits.page, replayAtMost: limits.replayAtMost },
  'aside:list': { limit: limits.asides },
  'help:safety': { limit: limits.page },
  'circle:together': { limit: limits.sessionsShown },
  'harvest:view': { correctWithinMs: limits.harvest.correctWithinMs },
  'room:messages': { limit: limits.newestMessages },
}
