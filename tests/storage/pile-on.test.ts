import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const world = await openWorld(await testDatabase())

test('N69 whom eight people pile upon may go and call for help: nobody of them learns of it, nothing counts the pile, and where they went it does not follow', async () => {
  const eight = crowd(8)
  const { circleId, roomId } = await world.circle(['noor', 'finn', ...eight], 20)
  await world.run('ada', 'member:change-role', { circleId, memberId: await world.person('finn'), role: 'facilitator' })
  for (const name of ['ada', 'noor', ...eight]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Evening' })
  const { seq } = await world.say('noor', roomId, 'I see it in another way.')
  for (let i = 0; i < 50; i++)
    await world.run(eight[i % 8]!, 'message:send', { roomId, text: '@noor no', replyTo: seq })

  // No number of answers or mentions stands anywhere: the message is the one that she wrote.
  const { messages } = await world.ask('ada', 'room:messages', { roomId, before: seq + 1, limit: 1 })
  expect(messages).toEqual([
    {
      seq,
      memberId: await world.person('noor'),
      at: expect.any(Number),
      replyTo: null,
      text: 'I see it in another way.',
      edited: false,
      reactions: [],
      marks: [],
    },
  ])

  const about = await Promise.all(eight.map((name) => world.person(name)))
  await world.run('noor', 'help:call', { roomId, kind: 'safety', about })
  const seen = async (name: string) => (await world.ask(name, 'help:queue', { roomId })).calls.length
  expect(await Promise.all(['ada', 'finn', 'noor', ...eight].map(seen))).toEqual([1, 1, 1, ...eight.map(() => 0)])

  await world.run('noor', 'room:leave', { roomId })
  await world.run(eight[0]!, 'message:send', { roomId, text: '@noor come back', replyTo: seq })
  const reached = world.published.filter(({ event }) => event.kind === 'message:sent').at(-1)!.event
  expect(reached.roomId).toBe(roomId)
  expect((await world.ports.records.hearers(roomId)).has(await world.person('noor'))).toBe(false)
  // She belongs to the circle as before, and may come back when she wants to.
  expect(await refusalOf(world.run('noor', 'room:enter', { roomId }))).toBe('accepted')
})
