import { expect, it, vi } from 'vitest'
import type { CircleState } from '../../shared/circles.ts'

const wire = await vi.hoisted(async () => (await import('../support/told-wire.ts')).createToldWire())
const told = vi.hoisted(() => {
  vi.useFakeTimers()
  vi.stubGlobal('sessionStorage', { getItem: () => null })
  vi.stubGlobal('addEventListener', () => {})
  return { signal: (_name: string, _body: object) => {} }
})
vi.mock('socket.io-client', () => ({ io: () => wire }))

const hear = wire['on'] as (name: string, listener: () => void) => void
Object.assign(wire, {
  on(name: string, listener: () => void) {
    if (name === 'signal') told.signal = listener as typeof told.signal
    hear(name, listener)
  },
})

const { connect } = await import('../../client/api/socket.ts')
const { me } = await import('../../client/state/me.ts')
const { circle, circleRefusal, closeCircle, openCircle } = await import('../../client/state/circle.ts')
const { draftOf, keepDraft } = await import('../../client/state/drafts.ts')
const { presenceOf } = await import('../../client/state/presence.ts')

const stateOf = (circleId: string) =>
  ({
    circleId,
    commonsId: `commons of ${circleId}`,
    head: 1,
    facts: { name: circleId },
    members: [],
    rooms: [],
  }) as unknown as CircleState
const seen = (circleId: string) => ({ ok: true, reply: stateOf(circleId) })
const gone = { ok: false, error: { code: 'not_found', details: {} } }

connect()
me.value = { memberId: 'ada', circles: [], guestAt: [], removedFrom: [] } as unknown as NonNullable<typeof me.value>
wire.becomes(true)

it('an answer about one circle that comes when another is on the screen takes nothing from that one', async () => {
  const emit = wire['emit'] as (name: string, input: unknown, ack: (error: null, answer: unknown) => void) => void
  let late = () => {}
  Object.assign(wire, {
    emit(name: string, input: { circleId?: string }, ack: (error: null, answer: unknown) => void) {
      if (name === 'circle:view' && input.circleId === 'first') late = () => ack(null, gone)
      else emit(name, input, ack)
    },
  })
  wire.answers = { 'circle:view': () => seen('second') }
  openCircle('first')
  await vi.advanceTimersByTimeAsync(0)
  openCircle('second')
  await vi.advanceTimersByTimeAsync(0)
  const room = { circleId: 'second', roomId: 'table', name: 'Big table', tableId: null }
  keepDraft(room, { text: 'Half a thought', replyTo: null })
  await vi.advanceTimersByTimeAsync(1_000)
  late()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(circle.value?.circleId).toBe('second')
  expect(circleRefusal.value).toBeNull()
  expect((await draftOf(room)).text).toBe('Half a thought')
  closeCircle()
})

it('whoever belongs to two circles sees who is here in the one on the screen, whatever the other tells', async () => {
  wire.answers = { 'circle:view': () => seen('second') }
  openCircle('second')
  await vi.advanceTimersByTimeAsync(0)
  const tell = (circleId: string, members: object) =>
    told.signal('presence', { circleId, isSure: true, whole: true, members })
  tell('second', { ben: 'here' })
  tell('third', { chloe: 'here' })
  expect([presenceOf('ben'), presenceOf('chloe')]).toEqual(['here', 'away'])
  told.signal('presence', { circleId: 'second', isSure: true, whole: false, members: { dev: 'heads-down' } })
  expect([presenceOf('ben'), presenceOf('dev')]).toEqual(['here', 'heads-down'])
})
