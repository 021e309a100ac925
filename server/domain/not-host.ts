import { DomainError } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * What somebody is told who gets nothing because they do not lead there: `forbidden`, `not_host` where they see the room;
 * else `not_found`, as if it were not there (INV-6).
 */
export async function notHost(ports: Ports, { personId }: Actor, roomId: Id, reason = 'room'): Promise<DomainError> {
  const seesRoom = await ports.records.seesWithoutHosting(roomId, personId)
  return seesRoom ? new DomainError('forbidden', { reason: 'not_host' }) : new DomainError('not_found', { reason })
}
