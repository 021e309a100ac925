import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { DomainError } from '../../shared/errors.ts'
import { plainWords } from '../../shared/plain-words.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Drafts the recap of a session that has ended, from its marks and from what was said, section by breakout; a draft that
 * exists is given as it is. Only hosts may (`forbidden`, `not_host`), and nobody else sees it: nothing is published by a
 * machine (INV-11). Refuses `not_found`, `session`, and `conflict`, `session_running` before it has ended.
 */
export async function draftRecap(ports: Ports, actor: Actor, input: CommandInput<'recap:draft'>) {
  const said = await ports.records.transcript(input.sessionId, actor.personId)
  if (!said) {
    const seesSession = await ports.records.seesSession(input.sessionId, actor.personId)
    throw seesSession
      ? new DomainError('forbidden', { reason: 'not_host' })
      : new DomainError('not_found', { reason: 'session' })
  }
  const messages = said.transcript.messages.map((message) => ({ ...message, body: plainWords(message.body) }))
  const draft = await ports.draftRecap({ ...said.transcript, messages })
  const bullets = draft.bullets.map(({ text, type, section = '', cites }) => ({
    text,
    type,
    section,
    cites: cites.map((id) => said.places.get(id)),
  }))
  return act<CommandReply<'recap:draft'>>(ports, actor, 'draft_recap', input, { recapId: ports.newId(), bullets })
}

/**
 * Saves the title and at most ten bullets over the version that the editor has seen. Refuses `not_found`, `recap` to all
 * who may not edit it; `closed`, `signed`; `conflict`, `stale` with the newer `version`; and `invalid`, `uncited` when a
 * citation leads to nothing that was said in the session.
 */
export function saveRecap(ports: Ports, actor: Actor, input: CommandInput<'recap:save'>) {
  return act<CommandReply<'recap:save'>>(ports, actor, 'save_recap', input)
}

/**
 * Publishes the saved version to the circle under the signer's name. It cannot be changed afterwards. Refuses `not_found`,
 * `recap`; `closed`, `signed`; `conflict`, `stale` with the newer `version`; and `invalid`, `no_bullets`.
 */
export function signRecap(ports: Ports, actor: Actor, input: CommandInput<'recap:sign'>) {
  return act<CommandReply<'recap:sign'>>(ports, actor, 'sign_recap', input)
}
