import { expect, test } from 'vitest'
import { crushAtTables, crushOfInvites } from '../chaos/checks/crush.ts'
import { deploys } from '../chaos/checks/deploys.ts'
import { embedded } from '../chaos/checks/embedded.ts'
import type { Evidence } from '../chaos/checks/evidence.ts'
import { clocks, databaseLoss, nodeLoss } from '../chaos/checks/living.ts'
import { line } from '../chaos/checks/places.ts'
import { readers } from '../chaos/checks/readers.ts'
import { rounds } from '../chaos/checks/rounds.ts'
import { storm } from '../chaos/checks/storm.ts'
import { isHeld, log, mark, send } from './chaos-evidence.ts'

// Each promise is seen kept, and seen broken in every way it is about.
test('P12 a message that fails or waits, a node that is slow to go, an older node that starts and a rush back are seen', async () => {
  const functions = [{ name: 'append', version: '1.1.0' }]
  const phases = [mark('phase', { phase: 'deploy' }, 10), mark('phase', { phase: 'rest' }, 9_000)]
  const deployed = (drainMs: number) => mark('fault', { fault: 'node deployed', drainMs }, 20)
  const straggler = (isUp: boolean) => mark('straggler', { version: '1.1.0', isUp }, 30)
  const marks = [...phases, deployed(8_000), straggler(false)]
  const people = Array.from({ length: 8 }, (_, i) => ({ t: 1_000 * i, who: `p${i}`, what: 'opened' as const }))
  const fine = { marks, calls: [send(100, 300)], connections: people, stored: { functions } }
  expect(await isHeld(deploys, fine)).toBe(true)
  expect(await isHeld(deploys, { ...fine, calls: [send(100, 300, false)] })).toBe(false)
  expect(await isHeld(deploys, { ...fine, calls: [send(100, 1_000)] })).toBe(false)
  expect(await isHeld(deploys, { ...fine, marks: [...phases, deployed(11_000), straggler(false)] })).toBe(false)
  expect(await isHeld(deploys, { ...fine, marks: [...phases, deployed(8_000), straggler(true)] })).toBe(false)
  expect(await isHeld(deploys, { ...fine, stored: { functions: [{ name: 'append', version: '1.0.0' }] } })).toBe(false)
  expect(await isHeld(deploys, { ...fine, connections: people.map((one) => ({ ...one, t: 500 })) })).toBe(false)
  expect(await isHeld(deploys, { ...fine, marks: phases })).toBe(false)
})

test('P16 a reader who is never cut, or late, and a node that grows are seen', async () => {
  const flood = (cuts: (number | null)[], most = 150) => ({
    marks: [mark('flood', { cuts, before: 100, most, bytes: 1 })],
  })
  expect(await isHeld(readers, flood([1_700, 1_800]))).toBe(true)
  expect(await isHeld(readers, flood([1_700, null]))).toBe(false)
  expect(await isHeld(readers, flood([1_700, 2_600]))).toBe(false)
  expect(await isHeld(readers, flood([1_700], 190))).toBe(false)
  expect(await isHeld(readers, {})).toBe(false)
})

test('P17 somebody who stays away, comes late or waits in vain, and a node that opens too much are seen', async () => {
  const after = (facts: object) => [mark('storm', { people: 9, away: 0, ms: 900, lagMs: 9, connections: 11, ...facts })]
  const inVain = [{ t: 1, who: 'ada', what: 'lost' as const, why: 'timeout' }]
  expect(await isHeld(storm, { marks: after({}) })).toBe(true)
  expect(await isHeld(storm, { marks: after({ away: 1 }) })).toBe(false)
  expect(await isHeld(storm, { marks: after({ ms: 31_000 }) })).toBe(false)
  expect(await isHeld(storm, { marks: after({ connections: 15 }) })).toBe(false)
  expect(await isHeld(storm, { marks: after({ people: 2_000, lagMs: 101 }) })).toBe(false)
  expect(await isHeld(storm, { marks: after({}), connections: inVain })).toBe(false)
  expect(await isHeld(storm, {})).toBe(false)
})

test('P20 a loss, a failed opening and a second start that is let in are seen', async () => {
  const second = (facts: object) =>
    mark('second start', { pid: 7, isRefused: true, said: 'as process 7: stop', ...facts })
  const reopened = mark('reopened', { isOpen: true, ms: 1 })
  expect(await isHeld(embedded, { marks: [second({}), reopened] })).toBe(true)
  expect(await isHeld(embedded, { marks: [second({}), reopened], calls: [send(1, 2)] })).toBe(false)
  expect(await isHeld(embedded, { marks: [second({}), mark('reopened', { isOpen: false })] })).toBe(false)
  expect(await isHeld(embedded, { marks: [second({ isRefused: false }), reopened] })).toBe(false)
  expect(await isHeld(embedded, { marks: [second({ said: 'no' }), reopened] })).toBe(false)
  expect(await isHeld(embedded, { marks: [second({})] })).toBe(false)
})

test('P6 P7 a crush that leaves a seat empty, refuses somebody or loses somebody is seen', async () => {
  const rush = [mark('rush', { room: 'r', capacity: 2, asked: 9, refused: 0 })]
  const seat = (change: number) => ({ kind: 'seat', place: 'r', person: 'p', change })
  expect(await isHeld(crushAtTables, { marks: rush, stored: { trace: [seat(1), seat(1)] } })).toBe(true)
  expect(await isHeld(crushAtTables, { marks: rush, stored: { trace: [seat(1)] } })).toBe(false)
  expect(await isHeld(crushAtTables, { marks: rush, stored: { trace: [seat(1), seat(1), seat(1)] } })).toBe(false)
  const came = ['one', 'two'].map((who) => ({ ...mark('came', { ok: true }), who }))
  const circles = [{ id: 'c', capacity: 1, members: 1 }]
  const members = [{ circle: 'c', person: 'one', isEnded: false }]
  const stored = { circles, members, invites: [{ circle: 'c', usedBy: 'one' }], line: [{ circle: 'c', person: 'two' }] }
  expect(await isHeld(crushOfInvites, { marks: came, stored })).toBe(true)
  expect(await isHeld(crushOfInvites, { marks: came, stored: { ...stored, line: [] } })).toBe(false)
  expect(await isHeld(crushOfInvites, { marks: came, stored: { ...stored, members: [] } })).toBe(false)
})

test('P6 a seat that is offered past somebody who is here is seen', async () => {
  const ben = { memberId: 'ben' }
  const chloe = { memberId: 'chloe' }
  const events = new Map([['r', log(['line:joined', ben], ['line:joined', chloe], ['seat:offered', chloe])]])
  const stored = { events, people: new Map([['ben', 'ben']]) }
  const here = [send(2_900, 2_950), send(3_050, 3_100)].map((call) => ({ ...call, who: 'ben' }))
  expect(await isHeld(line, { stored })).toBe(true)
  expect(await isHeld(line, { stored, calls: here })).toBe(false)
  const crash = [mark('fault', { fault: 'database crashed' }, 2_000)]
  expect(await isHeld(line, { stored, calls: here, marks: crash })).toBe(true)
  expect(await isHeld(line, { stored, calls: here, connections: [{ t: 3_000, who: 'ben', what: 'lost' }] })).toBe(true)
  const error = { code: 'unavailable', details: { reason: 'database' } }
  const unanswered = (who: string) => [...here, { ...send(1_000, 2_000), who, answer: { ok: false, error } }]
  expect(await isHeld(line, { stored, calls: unanswered('ben') })).toBe(true)
  expect(await isHeld(line, { stored, calls: unanswered('chloe') })).toBe(false)
})

test('P14 whoever has no seat after a round and has not left it, and what is said in a breakout after its end, is seen', async () => {
  const opened = { roundId: 'x', breakouts: [{ roomId: 'b', memberIds: ['ben'] }] }
  const closed: [string, object] = ['round:closed', { roundId: 'x', reason: 'time' }]
  const round = { id: 'x', parent: 'r', isClosed: true, endsAt: 0, overdueTimers: 0 }
  const after = (between: [string, object][] = [], behind: [string, object][] = []) => {
    const parent = log(['seat:taken', { memberId: 'ben' }], ['round:opened', opened], ...between, closed)
    return {
      stored: {
        rounds: [round],
        events: new Map([
          ['r', parent],
          ['b', log(closed, ...behind)],
        ]),
      },
    }
  }
  const left = (reason: string): [string, object] => ['seat:left', { memberId: 'ben', reason }]
  expect(await isHeld(rounds, after())).toBe(true)
  expect(await isHeld(rounds, after([left('left')]))).toBe(true)
  expect(await isHeld(rounds, after([left('gone')]))).toBe(false)
  expect(await isHeld(rounds, after([closed]))).toBe(false)
  expect(await isHeld(rounds, after([], [['message:removed', { seq: 1 }]]))).toBe(true)
  expect(await isHeld(rounds, after([], [['message:sent', { text: 'Wait!' }]]))).toBe(false)
})

test('P14 a round that ends late is seen, unless nothing was there to end it', async () => {
  const closed: [string, object] = ['round:closed', { roundId: 'x', reason: 'time' }]
  const held = (lateMs: number, ...marks: Evidence['marks']) =>
    isHeld(rounds, {
      marks,
      stored: {
        rounds: [{ id: 'x', parent: 'r', isClosed: true, endsAt: 1_000 - lateMs, overdueTimers: 0 }],
        events: new Map([['r', log(closed)]]),
      },
    })
  const phase = (name: string) => mark('phase', { phase: name }, -99_000)
  expect([await held(300, phase('bus')), await held(1_100, phase('bus'))]).toEqual([true, false])
  expect(await held(9_000, phase('database'))).toBe(true)
  const light = (t: number) => mark('fault', { fault: 'light again' }, t)
  expect(await held(9_000, phase('blackout'), light(-900))).toBe(true)
  expect(await held(9_000, phase('blackout'), light(-1_100))).toBe(false)
})

test('P8 whoever stays away for long after a node was killed is seen', async () => {
  const away = (ms: number) => ({
    marks: [mark('phase', { phase: 'nodes' })],
    connections: [
      { t: 100, who: 'ada', what: 'lost' as const },
      { t: 100 + ms, who: 'ada', what: 'opened' as const },
    ],
  })
  expect(await isHeld(nodeLoss, away(4_000))).toBe(true)
  expect(await isHeld(nodeLoss, away(11_000))).toBe(false)
})

test('P9 a database that is back long before a message is taken is seen, and one that goes again at once is left out', async () => {
  const back = (t: number) => mark('fault', { fault: 'database back' }, t)
  const stopped = (t: number) => mark('fault', { fault: 'database stopped' }, t)
  const calls = [send(900, 1_000), send(18_900, 19_000)]
  const held = (marks: Evidence['marks']) => isHeld(databaseLoss, { calls, marks })
  expect(await held([stopped(10_000), back(16_500)])).toBe(true)
  expect(await held([stopped(10_000), back(15_500)])).toBe(false)
  expect(await held([stopped(10_000), back(12_000), stopped(12_000), back(17_000)])).toBe(true)
  expect(await held([stopped(10_000), back(15_000), stopped(15_100), back(18_000), stopped(18_500)])).toBe(false)
  // Of ten one may take twice as long.
  const soon = Array.from({ length: 10 }, (_, i) => back(18_000 + i))
  expect(await held([back(13_500), ...soon])).toBe(true)
  expect(await held([back(12_500), ...soon])).toBe(false)
})

test('P9 a server that says nothing for as long as its client waits is seen, and a connection that was lost is none', async () => {
  const marks = [mark('phase', { phase: 'database' }), mark('fault', { fault: 'database back' }, 10)]
  const held = (ms: number, connections: Evidence['connections'] = []) =>
    isHeld(databaseLoss, { calls: [send(20, 30), send(100, 100 + ms)], marks, connections })
  expect(await held(3_900)).toBe(true)
  expect(await held(4_001)).toBe(false)
  expect(await held(4_001, [{ t: 300, who: 'ada', what: 'lost' }])).toBe(true)
  // The client gives its connection up for it: that is what hanging looks like.
  expect(await held(4_001, [{ t: 4_102, who: 'ada', what: 'lost' }])).toBe(false)
  // The next thing that fails is not the database.
  marks.push(mark('phase', { phase: 'removals' }, 4_000))
  expect(await held(4_001)).toBe(true)
})

test('P11 a node with a wrong clock that calls itself ready is seen, and so is a run that could ask nobody', async () => {
  const wrong = (node: string, offMs: number, readyz: number) =>
    mark('fault', { fault: 'node clock wrong', node, offMs, readyz })
  const drifts = mark('fault', { fault: 'node clock drifts', node: 'node-3', readyz: 503 })
  const held = (...marks: Evidence['marks']) => isHeld(clocks, { marks: [drifts, ...marks] })
  expect(await held(wrong('node-1', 90_000, 503), wrong('node-2', -90_000, 503))).toBe(true)
  expect(await held(wrong('node-1', 90_000, 0), wrong('node-2', -90_000, 503))).toBe(true)
  expect(await held(wrong('node-1', 90_000, 200), wrong('node-2', -90_000, 503))).toBe(false)
  expect(await held(wrong('node-1', 90_000, 0), wrong('node-2', -90_000, 0))).toBe(false)
})
