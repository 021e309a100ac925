import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { agreement, presence } from '../chaos/checks/agreement.ts'
import type { Call, Connection, Delivery, Evidence, StoredEvent } from '../chaos/checks/evidence.ts'
import { durable, once } from '../chaos/checks/keeping.ts'
import { redisLoss } from '../chaos/checks/living.ts'
import { noGap, order } from '../chaos/checks/order.ts'
import { memberships, seats } from '../chaos/checks/places.ts'
import { removal } from '../chaos/checks/removal.ts'
import { isHeld, log, mark, send } from './chaos-evidence.ts'

// What the checker reads in a history beside the database: each promise is seen kept, and seen broken.
const chaos = join(import.meta.dirname, '../chaos')
const room = { id: 'r', circle: 'c', kind: 'table', capacity: 2, lastSeq: 2, parent: null, isClosed: false }
const said: StoredEvent[] = [1, 2].map((seq) => ({
  seq,
  kind: 'message:sent',
  by: 'p',
  at: 1_000 * seq,
  body: { text: `word ${seq}` },
}))
const people = new Map([['ada', 'p']])
const stored = { rooms: [room], events: new Map([['r', said]]), people }
const got = (seq: number, more: Partial<Delivery> = {}): Delivery => {
  const { kind, by, at } = said[seq - 1]!
  return { t: at + 10, who: 'ada', what: 'applied', room: 'r', seq, kind, by, at, text: `word ${seq}`, ...more }
}

test('the checker shares no code with what it judges', () => {
  const paths = ['checker.ts', ...readdirSync(join(chaos, 'checks')).map((name) => `checks/${name}`)]
  const imports = paths.flatMap((path) =>
    [...readFileSync(join(chaos, path), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from!),
  )
  expect(imports.length).toBeGreaterThan(20)
  expect(imports.filter((from) => !/^(\.\/(checks\/)?[a-z-]+\.ts|node:.+|postgres)$/.test(from))).toEqual([])
})

test('P1 a hole in a log, a time that falls, another event and other words are seen', async () => {
  const held = (more: Partial<typeof stored>, applied = [got(1), got(2)]) =>
    isHeld(order, { applied, stored: { ...stored, ...more } })
  const logged = (...events: StoredEvent[]) => ({ events: new Map([['r', events]]) })
  expect(await held({})).toBe(true)
  expect(await held(logged(said[0]!))).toBe(false)
  expect(await held(logged(said[0]!, { ...said[1]!, seq: 3 }))).toBe(false)
  expect(await held(logged(said[0]!, { ...said[1]!, at: 900 }), [got(1)])).toBe(false)
  expect(await held({}, [got(1), got(2, { by: 'q' })])).toBe(false)
  expect(await held({}, [got(1), got(2, { text: 'other' })])).toBe(false)
})

test('P2 P3 what was acknowledged and is nowhere, or twice, or as two numbers, is seen', async () => {
  const call: Call = { ...send(0, 10), input: { commandId: 'x', roomId: 'r' } }
  const answered = (seq: number): Call => ({ ...call, answer: { ok: true, reply: { seq, at: said[seq - 1]!.at } } })
  const commands = new Map([['p x', { circle: 'c', room: 'r', seq: 1 }]])
  expect(await isHeld(durable, { calls: [answered(1)], stored: { ...stored, commands } })).toBe(true)
  expect(await isHeld(durable, { calls: [answered(1)], stored })).toBe(false)
  const other = { events: new Map([['r', [{ ...said[0]!, by: 'q' }]]]) }
  expect(await isHeld(durable, { calls: [answered(1)], stored: { ...stored, commands, ...other } })).toBe(false)
  expect(await isHeld(once, { calls: [answered(1), answered(1)], stored })).toBe(true)
  expect(await isHeld(once, { calls: [answered(1), answered(2)], stored })).toBe(false)
  const twice = { events: new Map([['r', [said[0]!, { ...said[1]!, body: said[0]!.body }]]]) }
  expect(await isHeld(once, { calls: [], stored: { ...stored, ...twice } })).toBe(false)
})

test('P4 P10 a number before its turn, one that comes back, and a hole that stays for long are seen', async () => {
  const opened: Connection[] = [{ t: 0, who: 'ada', what: 'opened' }]
  const heard = (seq: number, lateMs: number) => got(seq, { what: 'heard', t: said[seq - 1]!.at + lateMs })
  const held = (more: Partial<Evidence>) =>
    isHeld(noGap, { connections: opened, marks: [mark('phase', { phase: 'bus' })], ...more })
  expect(await held({ applied: [got(1), got(2)], heard: [heard(1, 10), heard(2, 1_900)] })).toBe(true)
  expect(await held({ applied: [got(2), got(1)] })).toBe(false)
  expect(await held({ heard: [heard(2, 10), heard(1, 1_100)] })).toBe(false)
  expect(await held({ heard: [heard(1, 2_100)] })).toBe(false)
  const redis = (lateMs: number, ...marks: Evidence['marks']) =>
    isHeld(redisLoss, {
      connections: opened,
      marks: [mark('phase', { phase: 'redis' }), ...marks],
      heard: [heard(1, lateMs)],
    })
  expect([await redis(1_900), await redis(2_100)]).toEqual([true, false])
  expect(await redis(10, mark('deaths', { times: 1 }))).toBe(false)
})

test('P5 P18 whoever holds another state than a fresh one, or sees the wrong people, is seen', async () => {
  const end = (held: object, fresh: object | null) => ({ ends: [{ who: 'ada', room: 'r', held, fresh }] })
  const members = [{ circle: 'c', person: 'p', isEnded: false }]
  expect(await isHeld(agreement, { ...end({ head: 1 }, { head: 1 }), stored })).toBe(true)
  expect(await isHeld(agreement, { ...end({ head: 1 }, { head: 2 }), stored })).toBe(false)
  expect(await isHeld(agreement, { ...end({ head: 1 }, null), stored: { ...stored, members } })).toBe(false)
  const sits = { ...stored, seats: [{ room: 'r', person: 'p', isOffer: false }] }
  const connections: Connection[] = [{ t: 0, who: 'ada', what: 'opened' }]
  expect(await isHeld(agreement, { connections, stored: sits })).toBe(false)
  expect(await isHeld(presence, { marks: [mark('presence', { wrong: 0, ms: 9 })] })).toBe(true)
  expect(await isHeld(presence, { marks: [mark('presence', { wrong: 1, ms: 9 })] })).toBe(false)
})

test('P6 P7 one too many, also for a moment, and somebody twice are seen', async () => {
  const change = (kind: string, person: string, change: number) => ({ kind, place: kind[0]!, person, change })
  const rooms = [{ ...room, id: 's' }]
  const sat = (...trace: ReturnType<typeof change>[]) => isHeld(seats, { stored: { rooms, trace } })
  const sit = (person: string, by = 1) => change('seat', person, by)
  expect(await sat(sit('a'), sit('b'), sit('b', -1), sit('c'))).toBe(true)
  expect(await sat(sit('a'), sit('b'), sit('c'), sit('b', -1))).toBe(false)
  expect(await sat(sit('a'), sit('a'))).toBe(false)
  const circles = [{ id: 'm', capacity: 1, members: 1 }]
  const member = (person: string) => ({ circle: 'm', person, isEnded: false })
  const joined = (trace: ReturnType<typeof change>[], ...members: ReturnType<typeof member>[]) =>
    isHeld(memberships, { stored: { circles, members, trace } })
  const join = (person: string, by = 1) => change('member', person, by)
  expect(await joined([join('a')], member('a'))).toBe(true)
  expect(await joined([join('a'), join('b'), join('b', -1)], member('a'))).toBe(false)
  expect(await joined([join('a')], member('a'), member('b'))).toBe(false)
})

test('P15 a word later than a removal, a seat that stayed, an answer and a connection that went on are seen', async () => {
  const ended = log(
    ['message:sent', { text: 'a' }],
    ['member:removed', { memberId: 'p' }],
    ['message:sent', { text: 'b' }],
  )
  const gone = { ...stored, events: new Map([['r', ended]]) }
  const removing: Call = { ...send(0, 5_000), who: 'host', name: 'member:remove', input: { memberId: 'p' } }
  const held = (more: Parameters<typeof isHeld>[1] = {}) =>
    isHeld(removal, { calls: [removing], ...more, stored: { ...gone, ...more.stored } })
  const heard = (seq: number) => ({ heard: [got(1, { seq, what: 'heard' })] })
  expect([await held(), await held(heard(2)), await held(heard(3))]).toEqual([true, true, false])
  const by = (person: string) => new Map([['r', ended.map((event) => ({ ...event, by: person }))]])
  expect(await held({ stored: { events: by('p') } })).toBe(false)
  expect(await held({ stored: { seats: [{ room: 'r', person: 'p', isOffer: false }] } })).toBe(false)
  const asks: Call = {
    ...send(6_000, 6_010),
    input: { roomId: 'r', commandId: 'x' },
    answer: { ok: true, reply: { seq: 9 } },
  }
  expect(await held({ calls: [removing, asks] })).toBe(false)
  const turns = (openedAt: number, lostAt: number): Connection[] => [
    { t: openedAt, who: 'ada', what: 'opened' },
    { t: lostAt, who: 'ada', what: 'lost' },
  ]
  const kept = (openedAt: number, lostAt: number) => held({ connections: turns(openedAt, lostAt) })
  expect([await kept(-9_000, 6_000), await kept(-9_000, 21_000)]).toEqual([true, false])
  // Who connects in the moment of their removal is let in as a member of nothing.
  expect(await kept(-1_000, 21_000)).toBe(true)
})
