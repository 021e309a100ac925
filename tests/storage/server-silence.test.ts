import { afterAll, expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { openDatabase } from '../../server/storage/database.ts'
import { createLogStore } from '../../server/storage/log-store.ts'
import { testDatabasePlace } from '../support/database.ts'
import { openFaultyWire } from '../support/faulty-wire.ts'

const place = await testDatabasePlace()
const wire = await openFaultyWire(place.options.url ?? '')
const database = await openDatabase({ ...place.options, url: wire.url })
afterAll(async () => {
  await database.close()
  wire.close()
  await place.drop()
})
const log = createLogStore(database.sql)
const [roomId, personId] = [newId(), newId()]

const leave = () => {
  const order = { actor: { personId, signInId: null }, commandId: newId(), digest: 'x', input: { roomId } }
  return log.run('leave_room', order)
}

/** How it was refused, and after how long. */
async function refused(work: Promise<unknown>): Promise<{ code: string; ms: number }> {
  const began = performance.now()
  const code = await work.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  )
  return { code, ms: performance.now() - began }
}

// Each question is given two seconds and a half. Whoever waited behind another would be given as much again.
const onceMs = 4_000

test('a database that says nothing is told to all who wait at one door at once', async () => {
  expect(await leave()).toMatchObject({ ok: false })
  wire.silence()
  const answers = await Promise.all(Array.from({ length: 20 }, () => refused(leave())))
  expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['unavailable']))
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(onceMs)
})

test('and to all whose words wait to be written together', async () => {
  const say = () => log.appendMessage({ roomId, personId, commandId: newId(), digest: 'x', text: 'x', replyTo: null })
  const answers = await Promise.all(Array.from({ length: 20 }, () => refused(say())))
  expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['unavailable']))
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(onceMs)
})
