import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { refuse } from '../../client/api/answers.ts'
import type { Answer } from '../../shared/errors.ts'

/** Who asked for a circle's table and waits for the answer, the longest first. */
const asked: { circleId: string; reply: (answer: Answer<unknown>) => void }[] = []

vi.mock('../../client/api/socket.ts', async (original) => ({
  ...(await original<object>()),
  ask: (_name: string, { circleId }: { circleId: string }) =>
    new Promise((reply) => void asked.push({ circleId, reply })),
}))

const { table, tableRefusal, watchTable } = await import('../../client/state/table.ts')

const laid = (name: string) => ({ ok: true as const, reply: { rooms: [{ name }] } })
const shown = () => table.value?.rooms.map(({ name }) => name) ?? tableRefusal.value?.code ?? 'on its way'

async function answer(circleId: string, how: Answer<unknown>): Promise<void> {
  const at = asked.findIndex((question) => question.circleId === circleId)
  asked.splice(at, 1)[0]!.reply(how)
  await vi.advanceTimersByTimeAsync(0)
}

let leave = () => {}
const go = (circleId: string) => {
  leave()
  leave = watchTable(circleId)
}

beforeEach(() => {
  vi.useFakeTimers()
  asked.length = 0
})
afterEach(() => {
  leave()
  vi.useRealTimers()
})

it('whoever goes on to another circle sees its tables, however late an answer about the first one comes', async () => {
  go('books')
  go('garden')
  await answer('garden', laid('Shed'))
  await answer('books', laid('Kitchen'))
  expect(shown()).toEqual(['Shed'])
})

it('why one circle has no tables to show is said of no other', async () => {
  go('books')
  await answer('books', refuse('not_found'))
  expect(shown()).toBe('not_found')
  go('garden')
  expect(shown()).toBe('on its way')
})

it('tables that could not be fetched in time are asked for again by themselves', async () => {
  go('books')
  await answer('books', refuse('timed_out'))
  expect(shown()).toBe('timed_out')
  await vi.advanceTimersByTimeAsync(1_000)
  await answer('books', laid('Kitchen'))
  expect(shown()).toEqual(['Kitchen'])
})
