import { expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import type { MessageOrder } from '../../server/domain/ports.ts'
import { createLogStore } from '../../server/storage/log-store.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

async function order(roomId: string, name: string, text: string): Promise<MessageOrder> {
  return { personId: await world.person(name), commandId: newId(), digest: text, roomId, text, replyTo: null }
}

test('one poisoned item and refused ones beside good ones in a batch: only they are refused', async () => {
  const { roomId } = await world.circle(['ben', 'dev-to-be'])
  for (const name of ['ada', 'ben']) await world.run(name, 'room:enter', { roomId })
  const good = await Promise.all(crowd(48).map((_, index) => order(roomId, 'ben', `message ${index}`)))
  const unseated = await order(roomId, 'dev-to-be', 'no seat')
  const elsewhere = await order(newId(), 'ben', 'no such room')
  // PostgreSQL cannot store NUL: the schemas refuse it, and a batch must survive what slips through.
  const poisoned = await order(roomId, 'ben', 'a\0b')

  const outcomes = await Promise.allSettled(
    [...good.slice(0, 24), unseated, poisoned, elsewhere, ...good.slice(24)].map((item) =>
      world.ports.log.appendMessage(item),
    ),
  )
  const values = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason))
  expect(values.filter((value) => value.ok)).toHaveLength(48)
  expect(values[24]).toMatchObject({ ok: false, code: 'forbidden' })
  expect(values[25]).toMatchObject({ code: 'invalid' })
  expect(values[26]).toMatchObject({ ok: false, code: 'not_found' })
})

test('messages in one batch keep the order in which they were said', async () => {
  const { roomId } = await world.circle(['ben'])
  await world.run('ben', 'room:enter', { roomId })
  const sizes: number[] = []
  const log = createLogStore(database.sql, { batch: (size) => sizes.push(size) })
  const orders = await Promise.all(crowd(20).map((text) => order(roomId, 'ben', text)))
  await Promise.all(orders.map((item) => log.appendMessage(item)))
  expect(Math.max(...sizes)).toBe(20)
  const { messages } = await world.ask('ben', 'room:messages', { roomId, before: 10_000 })
  expect(messages.map(({ text }) => text)).toEqual(crowd(20))
})
