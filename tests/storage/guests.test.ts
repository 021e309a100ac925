import { beforeEach, expect, test } from 'vitest'
import { limits } from '../../shared/limits.ts'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { guestEvenings } from '../support/guests.ts'
import { crowd, facts, openWorld, reason, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)
const { accept, invite, evening } = guestEvenings(world)
beforeEach(() => world.moveTime(0))

test('INV-5 twenty invites to one session are redeemed at once: two are guests, the others keep an invite that was not used', async () => {
  const { roomId, sessionId, counts } = await evening([], [])
  const people = crowd(20)
  const invites = await Promise.all(people.map((name) => invite(roomId, name)))
  const outcomes = await Promise.all(people.map((name, index) => refusalOf(accept(invites[index]!, name))))
  expect(outcomes.toSorted()).toEqual([...Array(2).fill('accepted'), ...Array(18).fill('full guests')])
  const rows = await database.sql<{ no: number }[]>`select no from guests where session_id = ${sessionId} order by no`
  expect(rows.map(({ no }) => no)).toEqual([1, 2])
  expect(await counts()).toEqual({ members: 1, guests: 2 })
  const { invites: made } = await world.ask('ada', 'guest:invites', { roomId })
  expect(made.filter(({ state }) => state === 'used')).toHaveLength(2)
  expect(made.filter(({ state }) => state === 'open')).toHaveLength(18)
  expect(await refusalOf(invite(roomId, 'one more'))).toBe('full guests')
})

test('INV-5 a third guest cannot be written, nor one more than the circle holds, whoever tries', async () => {
  const { circleId, sessionId, roomId } = await evening([], ['kira', 'liam'])
  const mona = await world.person('mona')
  const third = (no: number) => database.sql`
    insert into guests (session_id, no, circle_id, room_id, person_id, name, invited_by, from_seq, came_at, until_at)
    values (${sessionId}, ${no}, ${circleId}, ${roomId}, ${mona}, 'mona', ${mona}, 1, kith_now(), kith_now())`
  await expect(third(3)).rejects.toThrow('guests_two')
  await expect(third(2)).rejects.toThrow('guests_session_id_no_pk')
  await expect(database.sql`update circles set capacity = 3, guests = 3 where id = ${circleId}`).rejects.toThrow(
    'circles_people',
  )
})

test('INV-5 members and guests who come at once are together never more than the circle holds', async () => {
  const { circleId, roomId, counts, resize } = await evening([], [])
  await resize(3)
  const members = await Promise.all(
    crowd(6).map(async (name) => [
      name,
      (await world.run('ada', 'invite:create', { circleId, addressee: name, reason })).inviteId,
    ]),
  )
  const guests = await Promise.all(['kira', 'liam'].map(async (name) => [name, await invite(roomId, name)]))
  await Promise.all([...members, ...guests].map(([name, id]) => refusalOf(accept(id!, name!))))
  const full = await counts()
  expect(full.members + full.guests).toBe(3)
  await world.run('ada', 'session:end', { roomId })
  expect(await counts()).toEqual({ members: 3, guests: 0 })
})

test('the places of guests go to the line when their session ends; nobody lowers the capacity under them', async () => {
  const { circleId, roomId, counts, resize } = await evening(['ben', 'chloe'], ['kira'])
  expect(await refusalOf(resize(3))).toBe('conflict seats_taken')
  await resize(4)
  expect(await refusalOf(accept(await invite(roomId, 'liam'), 'liam'))).toBe('full circle_full')
  expect(await world.join(circleId, 'mona')).toBe(1)
  await world.run('ada', 'session:end', { roomId })
  expect(await counts()).toEqual({ members: 4, guests: 0 })
  expect((await world.ask('mona', 'me', {})).circles.map((one) => one.circleId)).toContain(circleId)
})

test('INV-7 whoever is shown out is out of the table and every breakout at once, and their words keep their name', async () => {
  const { roomId, state, stays } = await evening(crowd(6))
  const [kira, ...others] = await Promise.all(['kira', 'ada', ...crowd(6)].map((name) => world.person(name)))
  const { seq } = await world.say('kira', roomId, 'good evening')
  const { breakouts } = await world.run('ada', 'round:open', {
    roomId,
    groups: [{ memberIds: [kira!, ...others] }],
    task: '',
    minutes: 5,
  })
  const breakoutId = breakouts[0]!.roomId
  const heads = () => world.ports.records.heads([roomId, breakoutId])
  const before = await heads()
  expect(await refusalOf(world.run('member-1', 'guest:show-out', { roomId, memberId: kira! }))).toBe(
    'forbidden not_host',
  )
  await world.run('ada', 'guest:show-out', { roomId, memberId: kira! })
  for (const id of [roomId, breakoutId]) {
    expect(await refusalOf(world.say('kira', id, 'one more thing'))).toBe('not_found room')
    expect(await refusalOf(world.ask('kira', 'room:catch-up', { roomId: id, after: seq }))).toBe('not_found room')
    expect(await refusalOf(world.run('kira', 'room:enter', { roomId: id }))).toBe('not_found room')
    expect((await world.ports.records.hearers(id)).has(kira!)).toBe(false)
    expect((await heads()).get(id)!.epoch).toBeGreaterThan(before.get(id)!.epoch)
    const log = (await world.ports.records.eventsAfter(id, before.get(id)!.head, 50)).map(({ event }) => event)
    expect(log[0]).toMatchObject({ kind: 'guest:left', body: { memberId: kira, because: 'shown-out' } })
  }
  const { names } = await world.ask('ada', 'room:snapshot', { roomId })
  expect(names[kira!]).toBe('kira')
  expect((await state()).messages.find((message) => message.seq === seq)?.memberId).toBe(kira)
  expect(await stays('kira')).toMatchObject([{ because: 'shown-out', invitedBy: 'ada' }])
  expect(await refusalOf(world.run('ada', 'guest:show-out', { roomId, memberId: kira! }))).toBe('not_found guest')
})

test('INV-7 a stay ends with its session, in the same transaction, and the seat goes to who waits', async () => {
  const { roomId, counts, state, stays } = await evening(['ben'], ['kira'], 3)
  const kira = await world.person('kira')
  const { circleId } = await state()
  await world.join(circleId, 'mona')
  expect((await world.run('mona', 'room:enter', { roomId })).place).toBe(1)
  const { head } = await state()
  await world.run('ada', 'session:end', { roomId })
  const log = (await world.ports.records.eventsAfter(roomId, head, 50)).map(({ event }) => event)
  expect(log[0]).toMatchObject({ kind: 'session:ended', body: { guestIds: [kira] } })
  expect(log.map(({ kind }) => kind)).toContain('seat:offered')
  expect(await counts()).toMatchObject({ guests: 0 })
  expect(await refusalOf(world.say('kira', roomId, 'bye'))).toBe('not_found room')
  expect(await refusalOf(world.ask('kira', 'room:snapshot', { roomId }))).toBe('not_found room')
  expect((await state()).guests).toEqual([])
  expect(await stays('kira')).toMatchObject([{ because: 'session' }])
})

test('INV-8 where nobody ends the session, a stay ends by the clock, once', async () => {
  const { roomId, state, counts } = await evening()
  await world.moveTime(limits.guest.stayMs + 1_000)
  await Promise.all([runDueWork(world.ports), runDueWork(world.ports)])
  expect(await refusalOf(world.say('kira', roomId, 'still here'))).toBe('not_found room')
  expect([(await state()).guests, (await state()).session !== null]).toEqual([[], true])
  expect(await counts()).toMatchObject({ guests: 0 })
  const log = (await world.ports.records.eventsAfter(roomId, 0, 100)).map(({ event }) => event)
  expect(log.filter(({ kind }) => kind === 'guest:left')).toMatchObject([{ memberId: null, body: { because: 'time' } }])
})

test('a guest stands in no line and passes nobody who does', async () => {
  const { roomId, circleId } = await evening(['ben', 'chloe'], [], 3)
  await accept(await invite(roomId, 'kira'), 'kira')
  const enter = () => refusalOf(world.run('kira', 'room:enter', { roomId }))
  expect(await enter()).toBe('full room_full')
  await world.join(circleId, 'mona')
  await world.run('mona', 'room:enter', { roomId })
  await world.run('ben', 'room:leave', { roomId })
  expect(await enter()).toBe('full room_full')
  await world.run('mona', 'room:enter', { roomId })
  await world.run('chloe', 'room:leave', { roomId })
  expect(await enter()).toBe('accepted')
})

test('a guest is invited by facilitators and stewards, who take it back as well; an invite ends with its session', async () => {
  const { circleId, roomId } = await evening(['ben', 'chloe'], [])
  const ben = await world.person('ben')
  expect(await refusalOf(invite(roomId, 'kira', 'ben'))).toBe('forbidden role')
  expect(await refusalOf(world.ask('ben', 'guest:invites', { roomId }))).toBe('not_found guest')
  await world.run('ada', 'member:change-role', { circleId, memberId: ben, role: 'facilitator' })
  const taken = await invite(roomId, 'kira', 'ben')
  await world.run('ben', 'invite:revoke', { circleId, inviteId: taken })
  expect(await refusalOf(accept(taken, 'kira'))).toBe('not_found invite_revoked')
  const member = await world.run('ada', 'invite:create', { circleId, addressee: 'Mona', reason })
  const revoke = world.run('ben', 'invite:revoke', { circleId, inviteId: member.inviteId })
  expect(await refusalOf(revoke)).toBe('forbidden role')

  const used = await invite(roomId, 'kira')
  const { card } = (await world.ports.records.invite(`hash of ${used}`))!
  expect(card).toMatchObject({
    evening: { title: 'Critique evening', hostName: 'ada', guests: 0 },
    purpose: facts.purpose,
  })
  await accept(used, 'kira')
  expect(await refusalOf(accept(used, 'liam'))).toBe('not_found invite_used')
  expect(await refusalOf(accept(await invite(roomId, 'kira'), 'kira'))).toBe('conflict already_guest')
  expect(await refusalOf(accept(await invite(roomId, 'ben'), 'ben'))).toBe('conflict already_member')
  const late = await invite(roomId, 'liam')
  await world.run('ada', 'session:end', { roomId })
  expect(await refusalOf(accept(late, 'liam'))).toBe('not_found invite_over')
  expect(await refusalOf(invite(roomId, 'liam'))).toBe('conflict no_session')
})

test('a guest who was shown out comes back by another invite, under the number that was theirs', async () => {
  const { roomId, state, counts } = await evening([], ['kira'])
  const kira = await world.person('kira')
  await world.run('ada', 'guest:show-out', { roomId, memberId: kira })
  await accept(await invite(roomId, 'kira'), 'kira')
  expect((await state()).guests).toMatchObject([{ memberId: kira, no: 1 }])
  expect(await counts()).toEqual({ members: 1, guests: 1 })
  // Two have been guests of this session then: that is all it has, whether they are still here or not.
  await accept(await invite(roomId, 'liam'), 'liam')
  await world.run('ada', 'guest:show-out', { roomId, memberId: kira })
  expect(await refusalOf(invite(roomId, 'mona'))).toBe('full guests')
})
