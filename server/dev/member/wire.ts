import { io, type Socket } from 'socket.io-client'
import type { Answer } from '../../../shared/errors.ts'
import type { RoomEvent, Signal, SignalName } from '../../../shared/events.ts'
import type { Door } from './door.ts'

/** A websocket to Kith that comes back by itself, at whichever address answers. */
export type Wire = {
  isOpen(): boolean
  /** Resolves when the websocket is open; rejects when the wire was closed or nobody is signed in. */
  opened(): Promise<void>
  /** One try. Without an answer in time, or without a websocket, it is `unavailable`. */
  emit(name: string, input: unknown): Promise<Answer<unknown>>
  /** Loses the connection as a network does; the wire comes back. */
  cut(): void
  close(): void
}

export type WireHearing = {
  opened(): void
  /** It has ended, or could not be opened. */
  lost(why: string): void
  event(event: RoomEvent): void
  signalled(name: SignalName, body: Signal<SignalName>): void
}

type Answered = Socket<
  { event(event: RoomEvent): void; signal(name: SignalName, body: Signal<SignalName>): void },
  Record<string, (input: unknown, ack: (answer: Answer<unknown>) => void) => void>
>

const patienceMs = 4_000
const offline: Answer<never> = { ok: false, error: { code: 'unavailable', details: { reason: 'offline' } } }

/** Opens the wire. Tries again after 50 to 300 ms at first, so that a whole circle does not come back in one moment. */
export function openWire(addresses: readonly string[], door: Door, hearing: WireHearing): Wire {
  let socket: Answered | null = null
  let tries = Math.floor(Math.random() * addresses.length)
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let whenOpen = awaitable()
  connect()

  return {
    isOpen: () => socket?.connected ?? false,
    opened: () => whenOpen.promise,
    emit,
    cut: () => socket?.io.engine.close(),
    close: () => end(new Error('the wire was closed')),
  }

  function connect(): void {
    const token = door.token()
    // Another one than before, and not the same for everybody: else those of one node would all be the next one's.
    tries += 1 + Math.floor(Math.random() * (addresses.length - 1))
    const fresh: Answered = io(addresses[tries % addresses.length]!, {
      path: '/socket.io',
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: 5_000,
      ...(token ? { auth: { token } } : { extraHeaders: door.headers() }),
    })
    socket = fresh
    let hasOpened = false
    fresh.on('connect', () => {
      hasOpened = true
      failures = 0
      hearing.opened()
      whenOpen.resolve()
    })
    fresh.on('disconnect', (why) => {
      // One that ends before it has opened ends nothing: whoever waits goes on waiting for the next.
      if (hasOpened) whenOpen = awaitable()
      comeBack(fresh, why)
    })
    fresh.on('connect_error', ({ message }) =>
      message === 'unauthenticated' ? end(new Error('nobody is signed in')) : comeBack(fresh, message),
    )
    fresh.on('event', hearing.event)
    fresh.on('signal', (name, body) => {
      if (name === 'drain') setTimeout(() => fresh.io.engine.close(), (body as Signal<'drain'>).afterMs)
      else hearing.signalled(name, body)
    })
  }

  function comeBack(lost: Answered, why: string): void {
    if (socket !== lost) return
    drop(lost)
    hearing.lost(why)
    const spreadMs = 50 + Math.random() * 250
    timer = setTimeout(connect, spreadMs * Math.min(8, 2 ** failures++))
  }

  function end(why: Error): void {
    clearTimeout(timer)
    if (socket) drop(socket)
    whenOpen.reject(why)
    whenOpen = awaitable()
    whenOpen.reject(why)
  }

  function drop(lost: Answered): void {
    socket = null
    lost.removeAllListeners()
    lost.disconnect()
  }

  function emit(name: string, input: unknown): Promise<Answer<unknown>> {
    const asked = socket
    if (!asked?.connected) return Promise.resolve(offline)
    const { engine } = asked.io
    return new Promise((resolve) => {
      let isHeard = false
      const heard = () => (isHeard = true)
      const gone = () => resolve(offline)
      engine.once('close', gone).once('packet', heard)
      asked.timeout(patienceMs).emit(name, input, (error: Error | null, answer?: Answer<unknown>) => {
        engine.off('close', gone).off('packet', heard)
        resolve(error || !answer ? offline : answer)
        // Not a word for so long: behind a pulled cable nothing would tell for a quarter of a minute.
        if (error && !isHeard) engine.close()
      })
    })
  }
}

/** A promise that may be rejected without anybody waiting for it. */
function awaitable(): PromiseWithResolvers<void> {
  const settle = Promise.withResolvers<void>()
  settle.promise.catch(() => {})
  return settle
}
