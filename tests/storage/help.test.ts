import { beforeEach, expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import type { Notice } from '../../server/domain/ports.ts'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const world = await openWorld(await testDatabase())
const signals: Extract<Notice, { type: 'signal' }>[] = []
const { publish } = world.ports.bus
world.ports.bus.publish = (roomId, notice) => {
  if (notice.type === 'signal') signals.push(notice)
  publish(roomId, notice)
}
beforeEach(() => void signals.splice(0))

/** A round in which member-1 sits in a breakout; ada hosts, iris and finn are facilitators, only iris is here with ada. */
async function evening() {
  const place = await world.circle([...crowd(7), 'iris', 'finn'], 30)
  const { circleId, roomId } = place
  for (const name of ['iris', 'finn']) {
    await world.run('ada', 'member:change-role', { circleId, memberId: await world.person(name), role: 'facilitator' })
  }
  await world.node.departed(await world.person('finn'))
  for (const name of ['ada', ...crowd(7)]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed: 'x' })
  const input = { roomId, groups: groups.map((memberIds) => ({ memberIds })), task: '', minutes: 60 }
  const { breakouts, roundId } = await world.run('ada', 'round:open', input)
  const queue = async (name: string) => (await world.ask(name, 'help:queue', { roomId })).calls
  const ids = await Promise.all(['ada', 'iris', 'finn', 'member-1', 'member-2'].map((name) => world.person(name)))
  const [ada, iris, finn, caller, other] = ids as [string, string, string, string, string]
  return { ...place, breakoutId: breakouts[0]!.roomId, roundId, queue, ada, iris, finn, caller, other }
}

test('a call ends when its caller is removed, and who called for safety hears nothing more of it', async () => {
  const { circleId, roomId, breakoutId, queue, caller } = await evening()
  await world.run('member-1', 'help:call', { roomId: breakoutId, kind: 'stuck' })
  await world.run('member-1', 'help:call', { roomId: breakoutId, kind: 'safety', text: 'Stop it.' })
  await world.run('ada', 'member:remove', { circleId, memberId: caller, reason: 'You asked people out again.' })
  const [safety, ...more] = await queue('iris')
  expect([safety!.kind, more]).toEqual(['safety', []])
  signals.splice(0)
  await world.run('iris', 'help:claim', { roomId, helpId: safety!.helpId })
  expect(signals).toHaveLength(1)
  expect(signals[0]!.to).not.toContain(caller)
})

test('all hosts see one queue with the room and who waited longest, one of them has the call, and the room hears who comes', async () => {
  const { roomId, breakoutId, queue, ada, iris, caller } = await evening()
  const { helpId } = await world.run('member-1', 'help:call', { roomId: breakoutId, kind: 'stuck', text: 'Lost.' })
  expect(await world.run('member-1', 'help:call', { roomId: breakoutId, kind: 'stuck' })).toEqual({ helpId })
  await world.run('member-2', 'help:call', { roomId: breakoutId, kind: 'question' })
  const seen = await queue('iris')
  expect(seen.map(({ kind }) => kind)).toEqual(['stuck', 'question'])
  expect(seen[0]).toMatchObject({ helpId, roomId: breakoutId, memberId: caller, text: 'Lost.', askedId: ada })
  expect(await queue('ada')).toEqual(seen)
  expect((await queue('member-1')).map(({ kind }) => kind)).toEqual(['stuck'])
  expect(await queue('member-3')).toEqual([])

  const answers = await Promise.all(
    ['ada', 'iris', 'ada', 'iris'].map((name) => refusalOf(world.run(name, 'help:claim', { roomId, helpId }))),
  )
  expect(answers.toSorted()).toEqual(['accepted', 'accepted', 'conflict claimed', 'conflict claimed'])
  const claims = world.published.filter(({ event }) => event.kind === 'help:claimed')
  expect(claims).toHaveLength(1)
  expect(claims[0]!.event).toMatchObject({ roomId: breakoutId, body: { helpId, memberId: caller, kind: 'stuck' } })
  expect([ada, iris]).toContain((await queue('member-1'))[0]!.claimedBy)
  expect(await refusalOf(world.run('member-2', 'help:claim', { roomId, helpId }))).toBe('not_found help')
  expect(await refusalOf(world.run('member-1', 'help:claim', { roomId, helpId }))).toBe('forbidden not_host')
  await world.run('member-1', 'help:resolve', { roomId, helpId })
  expect(await refusalOf(world.run('ada', 'help:resolve', { roomId, helpId }))).toBe('closed already')
  expect((await queue('ada')).map(({ kind }) => kind)).toEqual(['question'])
})

test('INV-8 a call that nobody takes goes to the next host after three minutes, who is here before who is not', async () => {
  const { roomId, breakoutId, queue, ada, iris, finn, caller } = await evening()
  const { helpId } = await world.run('member-1', 'help:call', { roomId: breakoutId, kind: 'technical' })
  const asked = async () => (await queue('ada'))[0]!.askedId
  expect(await asked()).toBe(ada)
  const turns: (string | null)[] = []
  for (let minutes = 1; minutes <= 12; minutes++) {
    await world.moveTime(minutes * 60_000 + 500)
    await Promise.all([runDueWork(world.ports), runDueWork(world.ports)])
    turns.push(await asked())
  }
  expect(turns).toEqual([ada, ada, iris, iris, iris, finn, finn, finn, ada, ada, ada, iris])
  const last = signals.at(-1)!
  expect(last).toMatchObject({ name: 'help', body: { roomId, helpId, askedId: iris } })
  expect(last.to!.toSorted()).toEqual([ada, iris, finn, caller].toSorted())
  await world.run('iris', 'help:claim', { roomId, helpId })
  await world.moveTime(20 * 60_000)
  await runDueWork(world.ports)
  expect((await queue('ada'))[0]).toMatchObject({ askedId: null, claimedBy: iris })
  await world.moveTime(0)
})

test('a host gives a call back: the next host is asked, the room hears it, and nobody else can give it back', async () => {
  const { roomId, breakoutId, queue, iris, caller } = await evening()
  const { helpId } = await world.run('member-1', 'help:call', { roomId: breakoutId, kind: 'question' })
  const release = (name: string) => refusalOf(world.run(name, 'help:release', { roomId, helpId }))
  expect(await release('ada')).toBe('forbidden not_claimed')
  await world.run('ada', 'help:claim', { roomId, helpId })
  expect(await release('iris')).toBe('forbidden not_claimed')
  expect(await release('member-2')).toBe('not_found help')
  expect(await release('ada')).toBe('accepted')
  expect((await queue('ada'))[0]).toMatchObject({ claimedBy: null, askedId: iris })
  expect(signals.at(-1)).toMatchObject({ name: 'help', body: { helpId, askedId: iris } })
  const given = world.published.findLast(({ event }) => event.kind === 'help:released')!
  expect(given.event).toMatchObject({ roomId: breakoutId, body: { helpId, memberId: caller } })
  expect(await refusalOf(world.run('iris', 'help:claim', { roomId, helpId }))).toBe('accepted')

  const safety = await world.run('member-1', 'help:call', { roomId: breakoutId, kind: 'safety' })
  const before = await world.ports.records.heads([roomId, breakoutId])
  await world.run('ada', 'help:claim', { roomId, helpId: safety.helpId })
  await world.run('ada', 'help:release', { roomId, helpId: safety.helpId })
  expect(await world.ports.records.heads([roomId, breakoutId])).toEqual(before)
})

test('a call for safety reaches hosts who are not named in it, and nobody else sees anything of it', async () => {
  const { circleId, commonsId, roomId, roundId, breakoutId, queue, ada, iris, caller, other } = await evening()
  const rooms = [commonsId, roomId, breakoutId]
  const before = await world.ports.records.heads(rooms)
  const input = { roomId: breakoutId, kind: 'safety' as const, text: 'Please come quietly.', about: [ada, other] }
  const { helpId } = await world.run('member-1', 'help:call', input)
  expect((await queue('iris'))[0]).toMatchObject({ helpId, askedId: iris, about: [ada, other].toSorted() })
  await world.run('iris', 'help:claim', { roomId, helpId })
  expect(await world.ports.records.heads(rooms)).toEqual(before)
  for (const signal of signals) {
    expect(signal.to).not.toContain(ada)
    expect(signal.to).not.toContain(other)
    expect(signal.to).toContain(caller)
    expect(JSON.stringify(signal.body)).not.toContain('quietly')
  }
  for (const name of ['ada', 'member-2', 'member-3']) {
    expect(await queue(name)).toEqual([])
    expect(await refusalOf(world.run(name, 'help:claim', { roomId, helpId }))).toBe('not_found help')
    expect(await refusalOf(world.run(name, 'help:resolve', { roomId, helpId }))).toBe('not_found help')
  }
  const replies = [
    await world.ask('ada', 'round:monitor', { roomId, roundId }),
    await world.ask('ada', 'circle:view', { circleId }),
    await world.ask('member-2', 'room:snapshot', { roomId: breakoutId }),
    await world.ask('member-2', 'room:catch-up', { roomId: breakoutId, after: 0 }),
    world.published,
  ]
  expect(JSON.stringify(replies)).not.toMatch(new RegExp(`${helpId}|quietly|safety`))
  await world.run('ada', 'session:end', { roomId })
  expect(await queue('iris')).toHaveLength(1)
})

test('a call for safety stays open after its session until a host who is not named in it writes what was done', async () => {
  const { circleId, roomId, breakoutId, queue, ada, iris, caller } = await evening()
  const input = { roomId: breakoutId, kind: 'safety' as const, text: 'Please come quietly.', about: [ada] }
  const { helpId } = await world.run('member-1', 'help:call', input)
  const kept = async (name: string) => (await world.ask(name, 'help:safety', { circleId })).calls
  const resolve = (name: string, outcome?: string) =>
    refusalOf(world.run(name, 'help:resolve', { roomId, helpId, ...(outcome && { outcome }) }))
  await world.run('iris', 'help:claim', { roomId, helpId })
  expect(await resolve('iris')).toBe('invalid outcome')
  // Who called may say that it is settled; only a host closes it.
  expect(await resolve('member-1', 'All is well.')).toBe('accepted')
  expect(await resolve('member-1')).toBe('closed already')
  expect((await queue('iris'))[0]!.settledAt).not.toBeNull()
  await world.run('ada', 'session:end', { roomId })
  await world.moveTime(24 * 3_600_000)
  await runDueWork(world.ports)
  for (const name of ['iris', 'finn']) {
    expect(await kept(name)).toMatchObject([{ helpId, memberId: caller, about: [ada], mayWrite: true, outcome: null }])
  }
  expect(await kept('member-1')).toMatchObject([{ helpId, mayWrite: false }])
  for (const name of ['ada', 'member-2', 'member-3']) expect(await kept(name)).toEqual([])
  expect(await resolve('ada', 'Nothing.')).toBe('not_found help')
  expect(await resolve('member-2', 'Nothing.')).toBe('not_found help')
  expect(await refusalOf(kept('dev'))).toBe('not_found help')

  expect(await resolve('finn', 'Iris spoke with both, and ada takes a break from hosting.')).toBe('accepted')
  const closed = { helpId, outcome: 'Iris spoke with both, and ada takes a break from hosting.', mayWrite: false }
  for (const name of ['iris', 'finn', 'member-1']) expect(await kept(name)).toMatchObject([closed])
  for (const name of ['ada', 'member-2']) expect(await kept(name)).toEqual([])
  expect(await resolve('iris', 'Something else.')).toBe('closed already')
  expect(await queue('iris')).toEqual([])
  // Its author and who wrote it keep it; who leads no longer does not.
  await world.run('ada', 'member:change-role', { circleId, memberId: iris, role: 'member' })
  expect(await kept('iris')).toEqual([])
  const finn = await world.person('finn')
  await world.run('ada', 'member:change-role', { circleId, memberId: finn, role: 'member' })
  expect(await kept('finn')).toMatchObject([closed])
  expect(JSON.stringify(world.published)).not.toMatch(/quietly|spoke with both/)
  await world.moveTime(0)
})

test('a member who led the evening and took a call for safety writes what was done after it, beside those who lead always', async () => {
  const { circleId, roomId } = await world.circle(['ben', 'chloe', 'dan'], 12)
  for (const name of ['ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  await world.run('ben', 'session:start', { roomId, title: 'Critique evening' })
  const { helpId } = await world.run('chloe', 'help:call', { roomId, kind: 'safety', text: 'Quietly.' })
  await world.run('ben', 'help:claim', { roomId, helpId })
  await world.run('ben', 'session:end', { roomId })
  const kept = async (name: string) => (await world.ask(name, 'help:safety', { circleId })).calls
  const claimedBy = await world.person('ben')
  for (const name of ['ben', 'ada']) expect(await kept(name)).toMatchObject([{ helpId, claimedBy, mayWrite: true }])
  expect(await kept('dan')).toEqual([])
  const resolve = (name: string) =>
    refusalOf(world.run(name, 'help:resolve', { roomId, helpId, outcome: 'We spoke in the kitchen.' }))
  expect(await resolve('dan')).toBe('not_found help')
  expect(await resolve('ben')).toBe('accepted')
  for (const name of ['ben', 'ada', 'chloe']) expect(await kept(name)).toMatchObject([{ outcomeBy: claimedBy }])
})

test('a call for safety whose taker leaves the circle waits for the next host', async () => {
  const { circleId, roomId } = await world.circle(['ben', 'chloe'], 12)
  for (const name of ['ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  await world.run('ben', 'session:start', { roomId, title: 'Critique evening' })
  const { helpId } = await world.run('chloe', 'help:call', { roomId, kind: 'safety' })
  await world.run('ben', 'help:claim', { roomId, helpId })
  await world.run('ben', 'session:end', { roomId })
  await world.run('ben', 'member:leave', { circleId })
  await runDueWork(world.ports)
  const { calls } = await world.ask('ada', 'help:queue', { roomId })
  expect(calls).toMatchObject([{ helpId, claimedBy: null, askedId: await world.person('ada') }])
})

test('who has no seat calls nobody, and a call ends with its session', async () => {
  const { roomId, breakoutId, queue } = await evening()
  expect(await refusalOf(world.run('dev', 'help:call', { roomId, kind: 'stuck' }))).toBe('not_found room')
  expect(await refusalOf(world.run('iris', 'help:call', { roomId, kind: 'stuck' }))).toBe('forbidden no_seat')
  await world.run('member-1', 'help:call', { roomId, kind: 'question' })
  await world.run('ada', 'session:end', { roomId })
  expect(await queue('ada')).toEqual([])
  expect(await refusalOf(world.run('member-1', 'help:call', { roomId: breakoutId, kind: 'stuck' }))).toBe(
    'closed room_closed',
  )
})

test('N71 nobody floods the hosts with calls: twenty of one person are open at a table, and others call meanwhile', async () => {
  const { roomId, queue, iris, other } = await evening()
  const report = (name: string, about: string) =>
    world.run(name, 'help:call', { roomId, kind: 'safety', about: [iris, about] })
  const made = []
  for (let i = 0; i < 20; i++) made.push(await report('member-1', newId()))
  const before = signals.length
  expect(await refusalOf(report('member-1', newId()))).toBe('conflict help_calls')
  // Whoever is named learns nothing by their number either, and hosts are not told again.
  expect([await queue('iris'), signals.length]).toEqual([[], before])
  expect(await queue('ada')).toHaveLength(20)
  expect(await refusalOf(report('member-2', other))).toBe('accepted')
  await world.run('ada', 'help:resolve', { roomId, helpId: made[0]!.helpId, outcome: 'We have spoken.' })
  expect(await refusalOf(report('member-1', newId()))).toBe('accepted')
})
