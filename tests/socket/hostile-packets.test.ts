import { afterAll, describe, expect, test } from 'vitest'
import { commands } from '../../shared/commands.ts'
import { newId } from '../../shared/new-id.ts'
import { limits } from '../../shared/limits.ts'
import { notes } from '../../shared/notes.ts'
import { queries } from '../../shared/queries.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld } from '../support/world.ts'
import { openNode } from './nodes.ts'
import { openRaw } from './raw.ts'
import { eventually, expectSoon } from './visitors.ts'

const world = await openWorld(await testDatabase())
const node = await openNode(world)
const { roomId, circleId } = await world.circle(['ben'])
const witness = await node.connect('ada')
await witness.run('room:enter', { roomId })

/** The node lives, answers, and nothing was written. */
async function isUnmoved(): Promise<void> {
  expect(await witness.ask('me')).toMatchObject({ ok: true })
  expect(node.surprises).toEqual([])
}

const head = async () => (await world.ports.records.heads([roomId])).get(roomId)!.head
const headBefore = await head()
afterAll(async () => expect(await head()).toBe(headBefore))

describe('what a socket must not say', () => {
  test('N28 what is not in the registries is answered, and twenty such in a row end the connection', async () => {
    const raw = await openRaw(node.url, 'ben')
    for (let id = 1; id <= 19; id++) raw.send(`42${id}["room:explode",{}]`)
    await eventually(() => expect(raw.answer(19)).toBeDefined())
    expect(raw.answer(1)).toEqual({ ok: false, error: { code: 'not_found', details: { reason: 'unknown_event' } } })
    raw.send('42["room:explode",{}]')
    await raw.closed
    await isUnmoved()
  })

  test('N28 a command about a room that was not entered is refused by the rules, not by chance', async () => {
    const ben = await node.connect('ben')
    expect(await ben.refusal('message:send', { commandId: newId(), roomId, text: 'from outside' })).toBe(
      'forbidden no_seat',
    )
    expect(await ben.refusal('typing:start', { roomId })).toBe('not_found room')
  })

  test('N30 what is longer than 64 KiB is not read at all', async () => {
    for (const size of [limits.packetBytes + 1, 1_200_000]) {
      const raw = await openRaw(node.url, 'ben')
      raw.send(`421["message:send",{"text":"${'x'.repeat(size)}"}]`)
      expect(await raw.closed).toBe(1009)
      expect(raw.answer(1)).toBeUndefined()
    }
    await isUnmoved()
  })

  test.each([
    ['a binary frame', new Uint8Array([4, 2, 0, 0])],
    ['an event that announces an attachment and never sends it', '451-["message:send",{"_placeholder":true,"num":0}]'],
    ['eleven attachments', '4511-["message:send",{}]'],
    ['attachments without end', '4599999999999-["message:send",{}]'],
    ['an attachment that is called splice', '451-["message:send",{"_placeholder":true,"num":"splice"}]'],
    ['a binary acknowledgement', '461-1[{"_placeholder":true,"num":0}]'],
    ['binary in base64', 'bAAAA'],
  ])('N31 %s ends the connection', async (_, packet) => {
    const raw = await openRaw(node.url, 'ben')
    raw.send(packet)
    await raw.closed
    await isUnmoved()
  })

  test.each(['49[]', '42{"a":1}', '42["disconnect"]', '42[{"toString":1}]', 'nonsense', '40{}', '42["a"'])(
    'N32 %s ends the connection and nothing else',
    async (packet) => {
      const raw = await openRaw(node.url, 'ben')
      raw.send(packet)
      await raw.closed
      await isUnmoved()
    },
  )

  test('N32 an event without a name, or with one of the prototype, is not known', async () => {
    const raw = await openRaw(node.url, 'ben')
    raw.send('42')
    for (const [id, name] of ['1', '"__proto__"', '"constructor"', '"error"', '"refused:flood"'].entries()) {
      raw.send(`42${id}[${name}]`)
    }
    await eventually(() => expect(raw.answer(4)).toBeDefined())
    for (const id of [0, 1, 2, 3]) expect(raw.answer(id)).toMatchObject({ error: { code: 'not_found' } })
    expect(raw.answer(4)).toMatchObject({ error: { code: 'too_many' } })
    raw.close()
    await isUnmoved()
  })

  test('N33 no field that a schema does not know gets in, least of all into the prototype', async () => {
    const names = [...Object.keys(commands), ...Object.keys(queries), ...Object.keys(notes)]
    // Sixty packets are what one connection may say in a burst.
    for (let from = 0; from < names.length; from += 50) {
      const raw = await openRaw(node.url, 'ben')
      for (const [id, name] of names.slice(from, from + 50).entries()) {
        raw.send(`42${id}["${name}",{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}]`)
        await eventually(() => expect(raw.answer(id)).toMatchObject({ ok: false, error: { code: 'invalid' } }))
      }
      raw.close()
    }
    const raw = await openRaw(node.url, 'ben')
    raw.send(`42999["typing:start",{"roomId":"${roomId}","__proto__":{"x":1}}]`)
    await eventually(() => expect(raw.answer(999)).toMatchObject({ error: { code: 'invalid' } }))
    expect(({} as { x?: number }).x).toBeUndefined()
    raw.close()
    await isUnmoved()
  })

  test('N34 brackets within brackets are refused before anything walks into them', async () => {
    const raw = await openRaw(node.url, 'ben')
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    raw.send(`421["typing:start",${deep(30_000)}]`)
    raw.send(`422["typing:start",${deep(9)}]`)
    raw.send(`423["typing:start",${deep(8)}]`)
    raw.send(`424["typing:start",{"roomId":"${'['.repeat(50)}\\"${'{'.repeat(50)}"}]`)
    await eventually(() => expect(raw.answer(4)).toBeDefined())
    expect(raw.answer(1)).toMatchObject({ error: { code: 'invalid', details: { reason: 'too_deep' } } })
    expect(raw.answer(2)).toMatchObject({ error: { code: 'invalid', details: { reason: 'too_deep' } } })
    expect(raw.answer(3)).toMatchObject({ error: { code: 'invalid', details: { path: '' } } })
    expect(raw.answer(4)).toMatchObject({ error: { code: 'invalid', details: { path: 'roomId' } } })
    raw.close()
    await isUnmoved()
  })

  test('N35 of a burst sixty packets are heard, the rest is answered unread, and at last the connection ends', async () => {
    const raw = await openRaw(node.url, 'ben')
    for (let id = 0; id < 200; id++) raw.send(`42${id}["me",{}]`)
    const answers = () => Array.from({ length: 200 }, (_, id) => raw.answer(id))
    await eventually(() => expect(answers().filter((answer) => answer === undefined)).toEqual([]))
    const refusal = { code: 'too_many', details: { reason: 'packets', retryAfterMs: 1_000 } }
    expect(raw.answer(199)).toEqual({ ok: false, error: refusal })
    const heard = answers().filter((answer) => answer?.ok)
    // Coming in was the first of the sixty.
    expect(heard.length).toBeGreaterThanOrEqual(59)
    expect(heard.length).toBeLessThan(100)
    for (let id = 200; id < 400; id++) raw.send(`42${id}["me",{}]`)
    await raw.closed
    await isUnmoved()
  })

  test('N36 acknowledgements that nobody asked for are nothing', async () => {
    const raw = await openRaw(node.url, 'ben')
    for (const id of [1, 2, 2, '100000000000000000000', '']) raw.send(`43${id}["x"]`)
    raw.send('421["me",{}]')
    await eventually(() => expect(raw.answer(1)).toMatchObject({ ok: true }))
    for (let id = 0; id < 20_000; id++) raw.send(`43${id}[]`)
    await raw.closed
    await isUnmoved()
  })

  test('N37 five hundred namespaces are refused and not kept, and end as every flood does', async () => {
    const raw = await openRaw(node.url, 'ben')
    for (let i = 0; i < 500; i++) raw.send(`40/room-${i},`)
    await raw.closed
    expect([...node.live.io._nsps.keys()]).toEqual(['/'])
    await isUnmoved()
  })

  test('N42 a place in a log is a whole number from 0', async () => {
    const ben = await node.connect('ben')
    for (const after of [-1, 2 ** 53, '1;drop table events', null, 1.5, Infinity, '1']) {
      const answer = await ben.ask('room:catch-up', { roomId, after })
      expect([after, answer]).toMatchObject([
        after,
        { ok: false, error: { code: 'invalid', details: { path: 'after' } } },
      ])
    }
    expect(await ben.refusal('room:catch-up', { roomId, after: 0 })).toBe('accepted')
  })

  test('a refusal names the first bad field in a sentence and never repeats what was sent', async () => {
    const ben = await node.connect('ben')
    const secret = 'tell nobody'
    const bad = { commandId: newId(), circleId, addressee: secret.repeat(10), reason: secret, [secret]: 1 }
    const text = JSON.stringify(await ben.ask('invite:create', bad))
    expect(text).toContain('"path":"addressee"')
    expect(text).not.toContain(secret)
    expect(await ben.refusal('me', [1])).toBe('invalid')
    expect(await ben.socket.emitWithAck('me', {}, {})).toMatchObject({ error: { details: { reason: 'one_input' } } })
  })

  test('an error that nobody foresaw is told to the log once, with who and what, and to the client as internal', async () => {
    const ben = await node.connect('ben')
    const { look } = world.ports.records
    world.ports.records.look = () => Promise.reject(new Error('out of paper'))
    const answer = await ben.ask('circle:view', { circleId })
    world.ports.records.look = look
    expect(answer).toEqual({ ok: false, error: { code: 'internal', details: {} } })
    expect(node.surprises.splice(0)).toMatchObject([{ name: 'circle:view', personId: await world.person('ben') }])
  })
})

test('N17 to an outsider every command, query and note about a circle that is not theirs finds nothing', async () => {
  const dev = await node.connect('dev')
  await expectSoon(() => dev.socket.connected, true)
  for (const [name, input] of [
    ['message:send', { commandId: newId(), roomId, text: 'hello' }],
    ['room:enter', { commandId: newId(), roomId }],
    ['room:visit', { commandId: newId(), roomId }],
    ['room:leave', { commandId: newId(), roomId }],
    ['session:start', { commandId: newId(), roomId, title: 'Mine' }],
    ['room:snapshot', { roomId }],
    ['room:catch-up', { roomId, after: 0 }],
    ['room:messages', { roomId, before: 9 }],
    ['circle:view', { circleId }],
    ['circle:table', { circleId }],
    ['member:rename', { commandId: newId(), circleId, name: 'Ada' }],
    ['read:mark', { roomId, seq: 1 }],
    ['typing:start', { roomId }],
    ['table:watch', { circleId }],
    ['presence:set', { circleId, state: 'here' }],
  ] as const) {
    const theirs = await dev.ask(name, input)
    const nothing = await dev.ask(name, {
      ...input,
      ...('roomId' in input ? { roomId: newId() } : { circleId: newId() }),
    })
    expect([name, theirs]).toMatchObject([name, { ok: false, error: { code: 'not_found' } }])
    expect([name, theirs]).toEqual([name, nothing])
  }
})

test('N41 the same commandId with other words is a conflict, and of somebody else it is their own', async () => {
  const [ada, ben] = [witness, await node.connect('ben')]
  const table = await world.circle(['ben'])
  for (const device of [ada, ben]) await device.run('room:enter', { roomId: table.roomId, moving: true })
  const commandId = newId()
  const send = (device: typeof ada, text: string) =>
    device.ask('message:send', { commandId, roomId: table.roomId, text })
  const first = await send(ada, 'once')
  expect(await send(ada, 'once')).toEqual(first)
  expect(await send(ada, 'twice')).toMatchObject({ ok: false, error: { code: 'conflict' } })
  expect(await send(ben, 'mine')).toMatchObject({ ok: true })
  await expectSoon(() => ada.heard(table.roomId), ['once', 'mine'])
})
