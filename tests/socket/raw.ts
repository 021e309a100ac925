import { randomBytes } from 'node:crypto'
import { request } from 'node:http'

/** What a handshake with these headers is answered with: 101, or why not. */
export function handshake(url: string, headers: Record<string, string> = {}, path = socketPath): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const asked = request(url + path, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      ...headers,
    },
  })
  asked.on('response', (response) => {
    response.resume()
    resolve(response.statusCode ?? 0)
  })
  asked.on('upgrade', (_, socket) => {
    socket.destroy()
    resolve(101)
  })
  asked.on('error', reject)
  asked.end()
  return promise
}

const socketPath = '/socket.io/?EIO=4&transport=websocket'

/** A websocket that sends whatever it is told to, and keeps what it got. */
export type Raw = {
  got: string[]
  send(data: string | Uint8Array<ArrayBuffer>): void
  /** The close code, once it is closed. */
  closed: Promise<number>
  /** The answer to an event that was sent with this number. */
  answer(id: number): { ok: boolean; error?: { code: string; details: Record<string, unknown> } } | undefined
  close(): void
}

/** Opens a raw websocket; with a name it also becomes that person's socket. */
export async function openRaw(url: string, name?: string): Promise<Raw> {
  const websocket = new WebSocket(url.replace('http', 'ws') + socketPath)
  const got: string[] = []
  const opened = Promise.withResolvers<void>()
  const closed = new Promise<number>((resolve) => websocket.addEventListener('close', ({ code }) => resolve(code)))
  websocket.addEventListener('error', () => opened.reject(new Error('not opened')))
  websocket.addEventListener('message', ({ data }) => {
    got.push(String(data))
    if (data === '2') websocket.send('3')
    if (String(data).startsWith('0') && !name) opened.resolve()
    if (String(data).startsWith('0') && name) websocket.send(`40${JSON.stringify({ token: name })}`)
    if (String(data).startsWith('40')) opened.resolve()
  })
  await opened.promise
  return {
    got,
    send: (data) => websocket.send(data),
    closed,
    answer(id) {
      const text = got.find((packet) => packet.startsWith(`43${id}[`))
      return text === undefined ? undefined : JSON.parse(text.slice(`43${id}`.length))[0]
    },
    close: () => websocket.close(),
  }
}
