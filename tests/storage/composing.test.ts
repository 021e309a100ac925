import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

/** A table with a session hosted by ada and everybody seated; `ids` are theirs, ada first. */
async function session(count: number) {
  const people = crowd(count - 1)
  const place = await world.circle(people, 30)
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId: place.roomId })
  await world.run('ada', 'session:start', { roomId: place.roomId, title: 'Critique evening' })
  const ids = await Promise.all(['ada', ...people].map((name) => world.person(name)))
  const { roomId } = place
  type Asked = Omit<Parameters<typeof world.ask<'round:preview'>>[2], 'roomId' | 'seed'>
  const preview = (asked: Asked = {}) => world.ask('ada', 'round:preview', { roomId, seed: 'tonight', ...asked })
  const open = (groups: string[][], more: object = {}) => {
    const input = { roomId, groups: groups.map((memberIds) => ({ memberIds })), task: '', minutes: 5, ...more }
    return world.run('ada', 'round:open', input)
  }
  const close = (roundId: string) => world.run('ada', 'round:close', { roomId, roundId })
  return { ...place, ids, preview, open, close }
}

const sizesOf = (groups: string[][]) => groups.map(({ length }) => length).toSorted((a, b) => a - b)
const groupWith = (groups: string[][], id: string) => groups.find((group) => group.includes(id))!

test('whom a host has fixed stays in that breakout, however often the others are dealt', async () => {
  const { ids, preview } = await session(21)
  const fixed = [[], [ids[1]!, ids[2]!], [ids[3]!]]
  for (const mode of ['even', 'meet-new'] as const) {
    const { groups, reasons } = await preview({ mode, fixed, breakouts: 3 })
    expect(sizesOf(groups)).toEqual([7, 7, 7])
    expect(groups[1]).toEqual(expect.arrayContaining(fixed[1]!))
    expect(groups[2]).toContain(ids[3])
    expect(reasons[ids[3]!]).toBe('meets all 6 for the first time; placed by the host')
  }
})

test('an arrangement changed by hand is repaired around it, and moves as few others as possible', async () => {
  const { ids, preview } = await session(14)
  const { groups } = await preview()
  const [left, right] = groups as [string[], string[]]
  const moved = left.slice(0, 2)
  const byHand = [left.slice(2), [...right, ...moved]]
  const repaired = await preview({ groups: byHand, fixed: [[], moved] })
  expect(sizesOf(repaired.groups)).toEqual([6, 8])
  expect(repaired.groups[1]).toEqual(expect.arrayContaining(moved))
  expect(repaired.groups[0]).toEqual(expect.arrayContaining(left.slice(2)))
  const untouched = await preview({ mode: 'by-hand', groups: [ids.slice(0, 3), ids.slice(3, 12)] })
  expect(sizesOf(untouched.groups)).toEqual([3, 9])
  expect(untouched.unplaced).toEqual(ids.slice(12))
  expect(untouched.needsOverride).toBe(true)
})

test('people who are to stay together do, in any mode; rules that cannot be kept name the nearest sizes', async () => {
  const { ids, preview } = await session(18)
  for (const mode of ['even', 'meet-new'] as const) {
    const together = [ids.slice(0, 3), ids.slice(4, 6)]
    const { groups, reasons } = await preview({ mode, together })
    for (const set of together) expect(groupWith(groups, set[0]!)).toEqual(expect.arrayContaining(set))
    expect(reasons[ids[0]!]).toContain('kept together with 2 others')
    expect(reasons[ids[4]!]).toContain('kept together with one other')
  }
  const tooMany = preview({ breakouts: 3, together: [ids.slice(0, 8)] })
  await expect(tooMany).rejects.toMatchObject({
    code: 'infeasible',
    details: { reason: 'rules', nearest: [{ sizes: [9, 9], label: '9 + 9' }] },
  })
})

test('keep apart, sitting out and absence give one identical answer without a set', async () => {
  const { circleId, roomId, ids, preview } = await session(14)
  await world.run('member-1', 'grouping:keep-apart', { circleId, memberId: ids[2]! })
  await world.run('member-3', 'round:sit-out', { roomId })
  const outsider = await world.person('rae')
  const answers = await Promise.all(
    [[ids[1]!, ids[2]!], [ids[3]!], [outsider]].map((set) =>
      preview({ fixed: [set], moved: set }).then(
        () => null,
        (error: { code: string; details: object }) => ({ code: error.code, details: error.details }),
      ),
    ),
  )
  // Who was fixed before and is not there any more stands in nobody's way.
  expect((await preview({ fixed: [[ids[3]!], [ids[4]!]] })).groups.flat()).not.toContain(ids[3])
  expect(answers).toEqual(Array(3).fill({ code: 'infeasible', details: { reason: 'people' } }))
})

test('who is put beside somebody they are kept apart from is refused like who is not there: nobody moves away from them', async () => {
  const { circleId, roomId, ids, preview } = await session(14)
  const [left, right] = (await preview()).groups as [string[], string[]]
  const [moved, other] = [left.find((id) => id !== ids[0])!, right.find((id) => id !== ids[0])!]
  const beside = {
    groups: [left.filter((id) => id !== moved), [...right, moved]],
    fixed: [[], [moved]],
    moved: [moved],
  }
  expect(sizesOf((await preview(beside)).groups)).toEqual([6, 8])
  await world.run(`member-${ids.indexOf(moved)}`, 'grouping:keep-apart', { circleId, memberId: other })
  await expect(preview(beside)).rejects.toMatchObject({ code: 'infeasible', details: { reason: 'people' } })
  // Whoever takes no part stands in nobody's way.
  await world.run(`member-${ids.indexOf(other)}`, 'round:sit-out', { roomId })
  expect((await preview(beside)).groups[1]).toContain(moved)
})

test('who says "not this round" is in no breakout, whatever the host does, and takes part again after it', async () => {
  const { circleId, roomId, ids, preview, open, close } = await session(15)
  const before = await preview()
  const heads = await world.ports.records.heads([roomId])
  await world.run('member-1', 'round:sit-out', { roomId })
  expect(await world.ports.records.heads([roomId])).toEqual(heads)
  expect(await world.ask('member-1', 'grouping:wishes', { circleId })).toMatchObject({ sittingOut: [roomId] })
  expect(await world.ask('ada', 'grouping:wishes', { circleId })).toMatchObject({ sittingOut: [] })
  const { groups, unplaced } = await preview()
  expect(groups.flat()).not.toContain(ids[1])
  expect(unplaced).toEqual([ids[1]])

  // The host opens what they saw before: the member is no part of it.
  const { breakouts, repaired, roundId } = await open(before.groups)
  expect(breakouts.flatMap(({ memberIds }) => memberIds)).not.toContain(ids[1])
  expect(repaired.gone).toEqual([ids[1]])
  await world.run('ada', 'round:place', { roomId, roundId })
  const move = () =>
    world.run('ada', 'round:move', { roomId, roundId, memberId: ids[1]!, breakoutId: breakouts[0]!.roomId })
  expect(await refusalOf(move())).toBe('infeasible people')
  const { state } = await world.ask('ada', 'room:snapshot', { roomId })
  expect(state.round!.breakouts.flatMap(({ memberIds }) => memberIds)).not.toContain(ids[1])
  await close(roundId)
  expect((await preview()).groups.flat()).toContain(ids[1])
})

test('who takes part again during a round is placed at once; who sits out in the middle of one is back in the room', async () => {
  const { roomId, ids, preview, open } = await session(14)
  await world.run('member-1', 'round:sit-out', { roomId })
  await open((await preview()).groups)
  const placed = async () => {
    const { state } = await world.ask('ada', 'room:snapshot', { roomId })
    return state.round!.breakouts.flatMap(({ memberIds }) => memberIds)
  }
  expect(await placed()).not.toContain(ids[1])
  await world.run('member-1', 'round:take-part', { roomId })
  expect(await placed()).toContain(ids[1])
  await world.run('member-2', 'round:sit-out', { roomId })
  expect(await placed()).not.toContain(ids[2])
  const { state } = await world.ask('member-2', 'room:snapshot', { roomId })
  expect(state.seats.map(({ memberId }) => memberId)).toContain(ids[2])
})

test('leaders and note-takers rotate through the circle: whoever has served least recently is next, and it is told', async () => {
  const { ids, preview, open, close } = await session(12)
  const asked = { duties: true, breakouts: 2 }
  const served: string[] = []
  for (const round of [1, 2, 3]) {
    const { groups, duties, reasons } = await preview(asked)
    expect(Object.values(duties).toSorted()).toEqual(['leader', 'leader', 'note-taker', 'note-taker'])
    for (const [id, duty] of Object.entries(duties)) {
      expect(reasons[id]).toContain(duty === 'leader' ? 'leads for the first time' : 'note-taker for the first time')
      expect(groups.filter((group) => group.includes(id))).toHaveLength(1)
    }
    const { roundId } = await open(groups, { duties: true })
    const event = world.published.findLast(({ event: { kind } }) => kind === 'round:opened')!.event
    expect(event.body).toMatchObject({ duties, reasons })
    await close(roundId)
    served.push(...Object.keys(duties).filter((id) => duties[id] === 'leader'))
    expect(new Set(served).size).toBe(round * 2)
  }
  for (const _ of [4, 5, 6]) {
    const { groups, duties } = await preview(asked)
    await close((await open(groups, { duties: true })).roundId)
    served.push(...Object.keys(duties).filter((id) => duties[id] === 'leader'))
  }
  expect(new Set(served)).toEqual(new Set(ids))
  const { reasons, duties } = await preview(asked)
  const leader = Object.keys(duties).find((id) => duties[id] === 'leader')!
  expect(reasons[leader]).toContain('leads, last led today')
  await world.moveTime(400 * 24 * 3_600_000)
  const year = new Date().getFullYear()
  expect((await preview(asked)).reasons[leader]).toMatch(new RegExp(`leads, last led in [A-Z][a-z]+ ${year}$`))
  await world.moveTime(0)
})

test('as last time seats people as in the last round of this table, and repairs for who came and left', async () => {
  const { circleId, roomId, ids, preview, open, close } = await session(14)
  expect(await refusalOf(preview({ mode: 'as-last' }))).toBe('conflict no_round')
  expect((await preview()).hasLast).toBe(false)
  const { groups } = await preview({ mode: 'meet-new' })
  await close((await open(groups)).roundId)
  await world.run('member-1', 'room:leave', { roomId })
  await world.join(circleId, 'rae')
  await world.run('rae', 'room:enter', { roomId })
  const again = await preview({ mode: 'as-last' })
  const rae = await world.person('rae')
  const same = groups.map((group) => group.filter((id) => id !== ids[1]).toSorted())
  expect(again.groups.map((group) => group.filter((id) => id !== rae).toSorted()).toSorted()).toEqual(same.toSorted())
  expect(again.reasons[ids[2]!]).toMatch(/^as last time; /)
  expect(again.reasons[rae]).toBe('meets all 6 for the first time')
  expect(again.hasLast).toBe(true)
})

test('people with the same tag are spread over the breakouts, and sizes may be another band', async () => {
  const { ids, preview } = await session(16)
  const tags = Object.fromEntries(ids.slice(0, 4).map((id) => [id, 'new here']))
  const { groups, counts, needsOverride } = await preview({ tags, size: { min: 4, max: 5 } })
  expect(counts).toEqual([4])
  expect(sizesOf(groups)).toEqual([4, 4, 4, 4])
  expect(needsOverride).toBe(true)
  expect(groups.map((group) => group.filter((id) => tags[id]).length)).toEqual([1, 1, 1, 1])
})

test('a round is planned ahead for all members of the circle, whoever sits there', async () => {
  const { roomId, ids, preview } = await session(14)
  for (const name of crowd(5)) await world.run(name, 'room:leave', { roomId })
  const { groups } = await preview({ ahead: true, sittingOut: [ids[0]!] })
  expect(groups.flat().toSorted()).toEqual(ids.slice(1).toSorted())
})
