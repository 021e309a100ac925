import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, test, vi } from 'vitest'
import { available } from '../support/available.ts'
import { openForwarder } from '../support/forwarder.ts'
import { openHouse, run } from '../support/house.ts'

const forwarder = await openForwarder()
const house = await openHouse({ publicOrigin: forwarder.origin })
const { circleId } = await house.circle(['Ben'])
const ada = await house.person('Ada')
const ben = await house.person('Ben')
const { roomId } = await run(ada, 'room:open', { circleId, name: 'Table', capacity: 4 })
await run(ada, 'room:enter', { roomId })
forwarder.lead([Number(new URL(house.base).port)])
afterAll(() => forwarder.close())

const root = join(import.meta.dirname, '../..')
type Told = { texts: string[]; seqs: number[]; connections: number; faults: string[] }

async function openClient(document: string) {
  const { token } = (await ben.post('/api/token', {})).json as { token: string }
  const args = [join(root, 'tests/foreign/client.py'), forwarder.origin, document, roomId]
  const client = spawn(available.foreign!, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(client.stdout)[Symbol.asyncIterator]()
  const ask = async (line: string) => {
    client.stdin.write(`${line}\n`)
    const { value } = await lines.next()
    return JSON.parse(String(value)) as never
  }
  client.stdin.write(`${token}\n`)
  return {
    say: (words: string): Promise<{ said: { seq: number; at: number }[] }> => ask(words),
    tell: (): Promise<Told> => ask('tell'),
    async end() {
      client.stdin.end('\n')
      await once(client, 'exit')
    },
  }
}

const say = (text: string) => run(ada, 'message:send', { roomId, text })

test('a client that knows nothing but the published document signs in, speaks once, is cut off, and catches up', async () => {
  const client = await openClient(join(root, 'docs/asyncapi.json'))
  await vi.waitFor(async () => expect((await client.tell()).connections).toBe(1), { timeout: 10_000 })
  await say('Good evening')
  const { said } = await client.say('Good evening, Ada')
  expect(said[1]).toEqual(said[0])

  forwarder.cut()
  for (const text of ['You are away', 'and we talk on']) await say(text)
  await run(ada, 'reaction:add', { roomId, seq: said[0]!.seq, emoji: '👍' })
  forwarder.open()
  await vi.waitFor(async () => expect((await client.tell()).connections).toBe(2), { timeout: 20_000 })
  await say('and there you are')
  const texts = ['Good evening', 'Good evening, Ada', 'You are away', 'and we talk on', 'and there you are']
  await vi.waitFor(async () => expect((await client.tell()).texts).toEqual(texts), { timeout: 10_000 })

  const { seqs, faults } = await client.tell()
  expect(seqs).toEqual(seqs.map((_, i) => i + 1))
  const { head } = (await ada.get(`/api/rooms/${roomId}/events?after=0&limit=1`)).json as { head: number }
  expect(seqs).toHaveLength(head)
  expect(faults).toEqual([])
  await client.end()
})

test('it notices what the document does not say', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-foreign-'))
  const document = JSON.parse(readFileSync(join(root, 'docs/asyncapi.json'), 'utf8'))
  const { messages } = document.channels.socket
  delete messages['event.message.sent'].payload.properties.at
  delete messages['signal.presence']
  writeFileSync(join(folder, 'asyncapi.json'), JSON.stringify(document))
  const client = await openClient(join(folder, 'asyncapi.json'))
  await vi.waitFor(async () => {
    const { faults } = await client.tell()
    expect(faults).toContain('signal.presence is not published')
    expect(faults.join()).toContain('event.message.sent: at is not published')
  }, 10_000)
  await client.end()
  rmSync(folder, { recursive: true })
})
