import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

/** A table with a session hosted by ada and everybody seated. */
async function session(people: string[]) {
  const place = await world.circle(people, 30)
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId: place.roomId })
  await world.run('ada', 'session:start', { roomId: place.roomId, title: 'Critique evening' })
  return place
}

const asInput = (groups: string[][]) => groups.map((memberIds) => ({ memberIds }))
const pairsOf = (groups: string[][]) =>
  groups.flatMap((group) => group.flatMap((a, i) => group.slice(i + 1).map((b) => [a, b].toSorted().join(' '))))

test('with meeting new people, the second round repeats as few pairs as can be, and each place has its reason', async () => {
  const { roomId } = await session(crowd(17))
  const preview = (mode: 'even' | 'meet-new') => world.ask('ada', 'round:preview', { roomId, seed: 'x', mode })
  const first = await preview('meet-new')
  const everybody = first.groups.flat()
  expect(Object.keys(first.reasons).toSorted()).toEqual(everybody.toSorted())
  expect(new Set(Object.values(first.reasons))).toEqual(new Set(['meets all 8 for the first time']))
  const input = { roomId, groups: asInput(first.groups), task: '', minutes: 5 }
  const { roundId, breakouts } = await world.run('ada', 'round:open', input)
  const opened = world.published.findLast(({ event }) => event.kind === 'round:opened')!.event
  expect(opened.body).toMatchObject({ reasons: first.reasons })
  await world.run('ada', 'round:close', { roomId, roundId })

  const again = await preview('meet-new')
  const met = new Set(pairsOf(breakouts.map(({ memberIds }) => memberIds)))
  // Two breakouts of nine out of two of nine: five and four, four and five, at best.
  expect(pairsOf(again.groups).filter((pair) => met.has(pair))).toHaveLength(32)
  expect(new Set(Object.values(again.reasons))).toEqual(
    new Set(['meets 4 of 8 for the first time', 'meets 5 of 8 for the first time']),
  )
  expect((await preview('meet-new')).groups).toEqual(again.groups)
})

test('two people who are kept apart are never placed together, whether drawn, planned, by hand or in a repair', async () => {
  const { circleId, roomId } = await session(crowd(11))
  const [one, other] = await Promise.all(['member-1', 'member-2'].map((name) => world.person(name)))
  await world.run('member-1', 'grouping:keep-apart', { circleId, memberId: other! })
  for (const mode of ['even', 'meet-new'] as const) {
    for (const seed of crowd(12)) {
      const { groups } = await world.ask('ada', 'round:preview', { roomId, seed, mode })
      expect(groups.filter((group) => group.includes(one!) && group.includes(other!))).toEqual([])
    }
  }
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed: 'x' })
  const [mine, theirs] = groups.toSorted((a) => (a.includes(one!) ? -1 : 1))
  const swapped = [
    [...mine!.filter((id) => id !== one), other!],
    [...theirs!.filter((id) => id !== other), one!],
  ]
  const together = [
    [...mine!.slice(0, -1).filter((id) => id !== one), one!, other!],
    [...theirs!.filter((id) => id !== other), mine!.filter((id) => id !== one).at(-1)!],
  ]
  const open = (wanted: string[][]) =>
    world.run('ada', 'round:open', { roomId, groups: asInput(wanted), task: '', minutes: 5 })
  expect(await refusalOf(open(together))).toBe('infeasible people')
  const { breakouts, roundId } = await open(swapped)
  expect(breakouts.some(({ memberIds }) => memberIds.includes(one!) && memberIds.includes(other!))).toBe(false)
  await world.run('ada', 'round:close', { roomId, roundId })

  // The one comes late to a plan in which the smaller breakout has the other.
  const [left, right] = (await world.ask('ada', 'round:preview', { roomId, seed: 'y' })).groups.map((group) =>
    group.filter((id) => id !== one),
  )
  const withOther = left!.includes(other!) ? left! : right!
  const without = left!.includes(other!) ? right! : left!
  const planned = [withOther.slice(0, 5), [...without, ...withOther.slice(5)]]
  const safe = planned.map((group, index) =>
    index === 0 ? [other!, ...withOther.filter((id) => id !== other).slice(0, 4)] : group.filter((id) => id !== other),
  )
  const lost = [...withOther, ...without].filter((id) => !safe.flat().includes(id))
  safe[1]!.push(...lost)
  const repaired = await open(safe)
  expect(repaired.repaired.placed).toEqual([one])
  const with1 = repaired.breakouts.find(({ memberIds }) => memberIds.includes(one!))!
  expect(with1.memberIds).not.toContain(other)
})

test('people who cannot sit at all get one answer without names, and everything works again when the wish is gone', async () => {
  const { circleId, roomId } = await session(crowd(6))
  const [one, other] = await Promise.all(['member-1', 'member-2'].map((name) => world.person(name)))
  await world.run('member-2', 'grouping:keep-apart', { circleId, memberId: one! })
  for (const mode of ['even', 'meet-new'] as const) {
    const asked = world.ask('ada', 'round:preview', { roomId, seed: 'x', mode })
    await expect(asked).rejects.toMatchObject({ code: 'infeasible', details: { reason: 'people' } })
    await asked.catch(({ details }: { details: object }) => expect(details).toEqual({ reason: 'people' }))
  }
  const groups = [await Promise.all(['ada', ...crowd(6)].map((name) => world.person(name)))]
  const opening = world.run('ada', 'round:open', { roomId, groups: asInput(groups), task: '', minutes: 5 })
  await opening.catch(({ details }: { details: object }) => expect(details).toEqual({ reason: 'people' }))
  expect(await refusalOf(opening)).toBe('infeasible people')
  // Only who wished it can take it back.
  await world.run('member-1', 'grouping:forget', { circleId, memberId: other! })
  expect(await refusalOf(world.ask('ada', 'round:preview', { roomId, seed: 'x' }))).toBe('infeasible people')
  await world.run('member-2', 'grouping:forget', { circleId, memberId: one! })
  expect((await world.ask('ada', 'round:preview', { roomId, seed: 'x' })).groups).toHaveLength(1)
})

test('a wish is shown to its author only, stewards and the other person included, and stands in no event', async () => {
  const { circleId, commonsId, roomId } = await session(crowd(13))
  const [one, other] = await Promise.all(['member-1', 'member-2'].map((name) => world.person(name)))
  const publishedBefore = world.published.length
  const heads = await world.ports.records.heads([roomId, commonsId])
  expect(await world.run('member-1', 'grouping:keep-apart', { circleId, memberId: other! })).toEqual({})
  expect(await world.ask('member-1', 'grouping:wishes', { circleId })).toEqual({ apart: [other], sittingOut: [] })
  for (const name of ['ada', 'member-2']) {
    expect(await world.ask(name, 'grouping:wishes', { circleId })).toEqual({ apart: [], sittingOut: [] })
  }
  expect(world.published).toHaveLength(publishedBefore)
  expect(await world.ports.records.heads([roomId, commonsId])).toEqual(heads)
  expect(await refusalOf(world.ask('dev', 'grouping:wishes', { circleId }))).toBe('not_found grouping')

  const replies: unknown[] = []
  const preview = await world.ask('ada', 'round:preview', { roomId, seed: 'x', mode: 'meet-new' })
  const input = { roomId, groups: asInput(preview.groups), task: '', minutes: 5 }
  const opened = await world.run('ada', 'round:open', input)
  replies.push(preview.reasons, opened.repaired)
  replies.push(
    await world.ask('ada', 'circle:view', { circleId }),
    await world.ask('ada', 'circle:table', { circleId }),
  )
  for (const name of ['ada', 'member-2', 'member-1']) {
    replies.push(await world.ask(name, 'room:snapshot', { roomId }))
    replies.push(await world.ask(name, 'room:catch-up', { roomId, after: 0 }))
  }
  const words = /apart|wish/i
  expect(replies.filter((reply) => words.test(JSON.stringify(reply)))).toEqual([])
  // Wherever both are named, they are in a list of people; nothing names just the two, and nothing of two breakouts does.
  const lists = [...replies, world.published].flatMap((reply) => [
    ...JSON.stringify(reply).matchAll(/\[("[-0-9a-f]+",?)+\]/g),
  ])
  expect(lists.filter(([list]) => list.includes(one!) && list.includes(other!) && list.split(',').length < 6)).toEqual(
    [],
  )
  const [known] = await database.sql<{ reply: unknown; seq: number | null }[]>`
    select reply, seq from commands where circle_id = ${circleId} and person_id = ${one!} and room_id is null`
  expect(known).toEqual({ reply: {}, seq: null })
})

test('a wish is about one other member, and there are a dozen at most', async () => {
  const { circleId } = await world.circle(crowd(14), 12)
  const wish = async (name: string) =>
    refusalOf(world.run('member-14', 'grouping:keep-apart', { circleId, memberId: await world.person(name) }))
  expect(await wish('member-14')).toBe('invalid yourself')
  expect(await wish('dev')).toBe('not_found member')
  for (const name of crowd(12)) expect(await wish(name)).toBe('accepted')
  expect(await wish('member-1')).toBe('accepted')
  expect(await wish('member-13')).toBe('conflict wishes')
})
