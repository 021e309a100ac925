import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { commands, type CommandInput, type CommandName, type CommandReply } from '../../shared/commands.ts'
import { DomainError } from '../../shared/errors.ts'
import { newId } from '../../shared/new-id.ts'
import { queries, type QueryInput, type QueryName, type QueryReply } from '../../shared/queries.ts'
import { acceptInvite } from '../../server/domain/invites.ts'
import type { NodeLife, Ports, Published } from '../../server/domain/ports.ts'
import { planRounds } from '../../server/domain/grouping/plan.ts'
import { recapDraft } from '../../server/domain/recap-draft/draft.ts'
import { runCommand } from '../../server/domain/run-command.ts'
import { runQuery } from '../../server/domain/run-query.ts'
import type { Database } from '../../server/storage/database.ts'
import { createLogStore } from '../../server/storage/log-store.ts'
import { createNodeStore } from '../../server/storage/node-store.ts'
import { createRecordsStore } from '../../server/storage/records-store.ts'
import { tickingTime } from './ticking-time.ts'

export const reason = 'You ask the questions that help others to finish what they began.'

export const facts = {
  name: 'The Long Table',
  purpose: 'We finish what we start, together.',
  problem: 'Alone we stop half-way.',
  values: ['mutual support', 'unfinished work is welcome'],
  conduct: 'Assume good intent. Critique ideas, not people.',
  capacity: 150,
}

/** Longer than any test takes, however slow the machine. */
export const leaseMs = 600_000

type Loose<Input> = Omit<Input, 'commandId'> & { commandId?: string }

/** A domain on a real database, with people in it who are called by their names. No network: events are kept in a list. */
export type World = Awaited<ReturnType<typeof openWorld>>

export async function openWorld(database: Database) {
  const published: Published[] = []
  const ids = new Map<string, string>()
  let circles = 0
  const node: NodeLife = createNodeStore(database.sql, 'test-node', leaseMs)
  await node.beat()

  const ports: Ports = {
    log: createLogStore(database.sql),
    records: createRecordsStore(database.sql),
    bus: {
      publish: (_, notice) => void (notice.type === 'event' && published.push(notice.published)),
      subscribe: () => Promise.resolve(() => Promise.resolve()),
      close: () => Promise.resolve(),
    },
    newId,
    digest: (content) => createHash('sha256').update(JSON.stringify(content)).digest('hex'),
    inviteCode: (id) => ({ code: id, hash: `hash of ${id}`, link: `/join#${id}` }),
    draftRecap: (transcript) => Promise.resolve(recapDraft(transcript)),
    planRounds: (instance, seed) => Promise.resolve(planRounds(instance, seed, tickingTime(500))),
  }

  const world = {
    database,
    ports,
    node,
    published,

    /** The id of somebody, who is made when first named and has a device on this node. */
    async person(name: string): Promise<string> {
      const known = ids.get(name)
      if (known) return known
      const id = newId()
      ids.set(name, id)
      await database.sql`insert into people (id, name, made_at) values (${id}, ${name}, kith_now())`
      await node.arrived(id)
      return id
    },

    async run<N extends CommandName>(
      name: string,
      command: N,
      input: Loose<CommandInput<N>>,
    ): Promise<CommandReply<N>> {
      const actor = { personId: await world.person(name), signInId: null }
      const whole = { commandId: newId(), ...input } as CommandInput<N>
      const reply = await comingAgain(() => runCommand(ports, actor, command, whole))
      expect(commands[command].reply.parse(reply)).toEqual(reply)
      return reply
    },

    async ask<N extends QueryName>(name: string, query: N, input: QueryInput<N>): Promise<QueryReply<N>> {
      const actor = { personId: await world.person(name), signInId: null }
      const reply = await comingAgain(() => runQuery(ports, actor, query, input))
      expect(queries[query].reply.parse(reply)).toEqual(reply)
      return reply
    },

    /** Invites somebody and accepts for them; gives the place in line where the circle is full, else null. */
    async join(circleId: string, name: string, inviter = 'ada'): Promise<number | null> {
      const { inviteId } = await world.run(inviter, 'invite:create', { circleId, addressee: name, reason })
      const actor = { personId: await world.person(name), signInId: null }
      const input = { commandId: newId(), codeHash: `hash of ${inviteId}`, name }
      return (await comingAgain(() => acceptInvite(ports, actor, input))).place
    },

    /** A circle that ada opened, with everybody named in it, and one table. */
    async circle(others: string[] = [], capacity = 12) {
      const name = circles++ === 0 ? facts.name : `${facts.name} ${circles}`
      const { circleId, commonsId } = await world.run('ada', 'circle:open', { facts: { ...facts, name } })
      for (const name of others) await world.join(circleId, name)
      const { roomId } = await world.run('ada', 'room:open', { circleId, name: 'Big table', capacity })
      return { circleId, commonsId, roomId }
    },

    say: (name: string, roomId: string, text: string) => world.run(name, 'message:send', { roomId, text }),

    /** Moves the database's clock to so much after the real time; nobody sleeps. The node lives on unless it is told not to. */
    async moveTime(ms: number, { nodeLives = true } = {}): Promise<void> {
      await database.sql.unsafe(`create or replace function kith_now() returns timestamptz language sql volatile as
        $$ select date_trunc('milliseconds', clock_timestamp()) + interval '${ms} milliseconds' $$`)
      if (nodeLives) await node.beat()
    },
  }
  return world
}

/** Asks again when too many wait, as a client does. */
async function comingAgain<Reply>(ask: () => Promise<Reply>): Promise<Reply> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof DomainError) || error.details.reason !== 'busy') throw error
    }
  }
}

/** The code and reason with which something is refused. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof DomainError) return [error.code, error.details.reason].filter(Boolean).join(' ')
    throw error
  }
  return 'accepted'
}

/** First names for a crowd beyond the cast. */
export const crowd = (count: number) => Array.from({ length: count }, (_, index) => `member-${index + 1}`)
