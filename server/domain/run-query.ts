import { DomainError } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { QueryInput, QueryName, QueryReply } from '../../shared/queries.ts'
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
  if (!reply) throw new DomainError('not_found', { reason: name.split(':')[0]! })
  return reply
}

const usual: Partial<Record<QueryName, Record<string, unknown>>> = {
  'room:catch-up': { limit: limits.page, replayAtMost: limits.replayAtMost },
  'aside:list': { limit: limits.asides },
  'circle:together': { limit: limits.sessionsShown },
  'harvest:view': { correctWithinMs: limits.harvest.correctWithinMs },
  'room:messages': { limit: limits.newestMessages },
}
