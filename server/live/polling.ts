import type { CommandName, CommandReply } from '../../shared/commands.ts'
import { DomainError } from '../../shared/errors.ts'
import type { NoteInput, NoteName } from '../../shared/notes.ts'
import type { QueryName, QueryReply } from '../../shared/queries.ts'
import type { Actor, Ports } from '../domain/ports.ts'
import type { Answers } from './answers.ts'
import type { PeopleHere } from './people-here.ts'

/** What is asked over HTTP: the same answers, and whoever asks counts as here for a while, so that their seat stays. */
export type Polling = {
  command<N extends CommandName>(actor: Actor, name: N, sent: unknown): Promise<CommandReply<N>>
  query<N extends QueryName>(actor: Actor, name: N, sent: unknown): Promise<QueryReply<N>>
  note(actor: Actor, name: NoteName, sent: unknown): Promise<Record<string, never>>
}

export function createPolling(ports: Ports, answers: Answers, peopleHere: PeopleHere): Polling {
  return {
    command(actor, name, sent) {
      peopleHere.polled(actor.personId)
      return answers.command(actor, name, sent)
    },
    query(actor, name, sent) {
      peopleHere.polled(actor.personId)
      return answers.query(actor, name, sent)
    },
    note(actor, name, sent) {
      return answers.note(actor, name, sent, async (input) => {
        if (name === 'read:mark') await markRead(ports, actor, input as NoteInput<'read:mark'>)
        // Presence, typing and the table on the screen live with a socket; without one there is nothing to keep.
      })
    },
  }
}

/** Moves a member's read marker; refuses `not_found` for a room that is not theirs to read. */
export async function markRead({ records }: Ports, { personId }: Actor, mark: NoteInput<'read:mark'>): Promise<void> {
  const isTheirs = await records.markRead(personId, mark.roomId, mark.seq)
  if (!isTheirs) throw new DomainError('not_found', { reason: 'room' })
}
