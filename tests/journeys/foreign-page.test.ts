import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { cast } from '../../server/dev/cast.ts'
import { openCircle } from './screens.ts'
import { setStage } from './stage.ts'

const stage = await setStage()

// Another port of the same host: the nearest that a foreign page can be, where browsers send cookies along.
const foreign = createServer((_, response) =>
  response.setHeader('content-type', 'text/html').end('<title>Prizes</title>'),
)
await once(foreign.listen(0, '127.0.0.1'), 'listening')
afterAll(() => void foreign.close())

test('N29 N43 N44 a foreign page in the browser of somebody who is signed in opens no socket, reads nothing and does nothing', async () => {
  const device = await stage.device()
  const page = await device.newPage()
  const circle = await openCircle(page, stage.firstLink, cast.ada)
  const { origin } = stage.door
  const mine = async () => (await (await page.request.get(`${origin}/api/me`)).json()) as { circles: object[] }
  const before = await mine()
  expect(before.circles).toHaveLength(1)

  const evil = await device.newPage()
  await evil.goto(`http://localhost:${(foreign.address() as AddressInfo).port}/`)
  const sent: string[] = []
  evil.on('request', (request) => void request.allHeaders().then(({ cookie }) => cookie && sent.push(request.url())))
  const got = await evil.evaluate(tryEverything, { origin, circle })
  expect(got).toEqual({ socket: 'closed', read: 'TypeError', asked: 'TypeError', embedded: null })
  // The browser sends the cookie along, as it does with the page in the frame: it is Kith that refuses.
  await expect.poll(() => sent).toContain(`${origin}${circle}`)
  expect(await mine()).toEqual({ ...before, serverNow: expect.any(Number) })
  expect(stage.errors).toEqual([])
})

/** What a page can try; it runs in the browser. */
async function tryEverything({ origin, circle }: { origin: string; circle: string }) {
  const failure = (error: unknown) => (error as Error).name
  const socket = await new Promise<string>((resolve) => {
    const wire = new WebSocket(`${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
    wire.onopen = () => resolve('open')
    wire.onclose = () => resolve('closed')
  })
  const read = await fetch(`${origin}/api/me`, { credentials: 'include' }).then((answer) => answer.text(), failure)
  const opening = {
    commandId: '01900000-0000-7000-8000-000000000001',
    name: 'Taken over',
    purpose: 'To be somebody else in their own house.',
  }
  const body = JSON.stringify(opening)
  const post = (path: string, init: RequestInit) =>
    fetch(`${origin}${path}`, { method: 'POST', credentials: 'include', body, ...init })
  const asked = await post('/api/commands/circle:open', { headers: { 'content-type': 'application/json' } }).then(
    (answer) => answer.text(),
    failure,
  )
  for (const path of ['/api/commands/circle:open', '/api/sign-in/out', '/api/sign-in/device']) {
    await post(path, { mode: 'no-cors' }).catch(failure)
  }
  const frame = document.createElement('iframe')
  frame.src = `${origin}${circle}`
  await new Promise((resolve) => {
    frame.onload = resolve
    document.body.append(frame)
  })
  let embedded: string | null = null
  try {
    embedded = frame.contentDocument?.body.textContent ?? null
  } catch {
    // Of another origin, as it must be.
  }
  return { socket, read, asked, embedded }
}
