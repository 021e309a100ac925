import { signal } from '@preact/signals'
import { io, type Socket } from 'socket.io-client'
import type { Answer } from '../../shared/errors.ts'
import type { RoomEvent, Signal, SignalName } from '../../shared/events.ts'
import type { NoteInput, NoteName } from '../../shared/notes.ts'
import type { QueryInput, QueryName, QueryReply } from '../../shared/queries.ts'
import { noticed, offline, refuse } from './answers.ts'
import { noteServerTime } from './clock.ts'
import { get } from './http.ts'

/** `off`: nobody is signed in. `polling`: no websocket for 10 s, so reading and sending go over HTTP. */
export type Connection = { state: 'off' | 'connecting' | 'open' | 'lost' | 'polling'; since: number }

export const connection = signal<Connection>({ state: 'off', since: Date.now() })

type Listener<Heard> = (heard: Heard) => void
type Wire = Socket<
  { event: Listener<RoomEvent>; signal: (name: SignalName, body: never) => void },
  Record<string, (input: unknown, ack: (answer: Answer<unknown>) => void) => void>
>

const pollAfterMs = 10_000
const pollEveryMs = 4_000
const patienceMs = 4_000
const eventListeners = new Set<Listener<RoomEvent>>()
const openListeners = new Set<() => void>()
const pollListeners = new Set<() => void>()
const signalListeners = new Map<SignalName, Set<Listener<never>>>()
let wire: Wire | null = null
let pollTimer: ReturnType<typeof setTimeout> | undefined

/** Opens the websocket and keeps it open until `disconnect`. */
export function connect(): void {
  if (wire) return
  // 50 to 300 ms before the first try again, so that a whole circle does not come back in one moment.
  wire = io({
    path: '/socket.io',
    transports: ['websocket'],
    reconnectionDelay: 175,
    randomizationFactor: 0.71,
    reconnectionDelayMax: 5_000,
    timeout: 5_000,
  })
  become('connecting')
  wire.on('connect', () => {
    become('open')
    for (const listener of openListeners) listener()
  })
  wire.on('disconnect', (why) => {
    become('lost')
    // A server that disconnects on purpose stops the client's own tries: whoever still may come in must ask again.
    if (why === 'io server disconnect') setTimeout(() => wire?.connect(), 300)
  })
  wire.on('connect_error', (error) => {
    if (error.message === 'unauthenticated') noticed(refuse('unauthenticated'))
    else if (wire && !wire.active) setTimeout(() => wire?.connect(), 1_000)
  })
  addEventListener('online', tryNow)
  wire.on('event', (event) => eventListeners.forEach((listener) => listener(event)))
  wire.on('signal', (name, body) => signalListeners.get(name)?.forEach((listener) => listener(body)))
}

/** The device has a network again: the next try does not wait for its turn. */
function tryNow(): void {
  if (!wire || connection.peek().state === 'open') return
  wire.disconnect()
  wire.connect()
}

export function disconnect(): void {
  removeEventListener('online', tryNow)
  wire?.removeAllListeners()
  wire?.disconnect()
  wire = null
  become('off')
}

/** Looks something up: over the socket while it is open, else over HTTP. */
export async function ask<N extends QueryName>(name: N, input: QueryInput<N>): Promise<Answer<QueryReply<N>>> {
  if (connection.peek().state !== 'open') return get(name, input)
  const answer = await emit<QueryReply<N>>(name, input)
  return !answer.ok && answer.error.details.reason === 'offline' ? get(name, input) : answer
}

/** Tells the node something volatile. Without a socket it is dropped: such news is worth nothing later. */
export const tell = <N extends NoteName>(name: N, input: NoteInput<N>): Promise<Answer<unknown>> => emit(name, input)

/** One try over the socket; the answer is `unavailable` (reason offline) or `timed_out` when none came. */
export async function emit<Reply>(name: string, input: unknown, timeoutMs = patienceMs): Promise<Answer<Reply>> {
  const socket = wire
  if (!socket?.connected) return offline()
  const { engine } = socket.io
  return new Promise((resolve) => {
    let isHeard = false
    const heard = () => void (isHeard = true)
    const gone = () => resolve(offline())
    socket.once('disconnect', gone)
    engine.once('packet', heard)
    socket.timeout(timeoutMs).emit(name, input, (error: Error | null, answer: Answer<unknown>) => {
      socket.off('disconnect', gone)
      engine.off('packet', heard)
      resolve(error ? refuse('timed_out') : noticed(answer as Answer<Reply>))
      // Not a word for so long: behind a pulled cable nothing would tell for a quarter of a minute.
      if (error && !isHeard) engine.close()
    })
  })
}

export const onEvent = (listener: Listener<RoomEvent>) => subscribe(eventListeners, listener)

/** Each time the websocket has opened, the first time included. */
export const onOpen = (listener: () => void) => subscribe(openListeners, listener)

/** Each time signals may have been missed: the websocket has opened, or there is none and 4 s have passed. */
export function onMissed(listener: () => void): () => void {
  const ends = [onOpen(listener), subscribe(pollListeners, listener)]
  return () => ends.forEach((end) => end())
}

setInterval(() => {
  if (connection.peek().state === 'polling') pollListeners.forEach((listener) => listener())
}, pollEveryMs)

export function onSignal<N extends SignalName>(name: N, listener: Listener<Signal<N>>): () => void {
  const listeners = signalListeners.get(name) ?? new Set<Listener<never>>()
  signalListeners.set(name, listeners)
  return subscribe(listeners, listener as Listener<never>)
}

onSignal('heads', ({ serverNow }) => noteServerTime(serverNow))
onSignal('drain', ({ afterMs }) => setTimeout(() => wire?.io.engine.close(), afterMs))

function become(state: Connection['state']): void {
  clearTimeout(pollTimer)
  const was = connection.peek()
  const since = was.state === 'connecting' || was.state === 'lost' || was.state === 'polling' ? was.since : Date.now()
  const isDown = state === 'lost' || state === 'connecting'
  if (isDown) pollTimer = setTimeout(() => become('polling'), Math.max(0, since + pollAfterMs - Date.now()))
  connection.value = { state, since: state === 'open' || state === 'off' ? Date.now() : since }
}

function subscribe<Heard>(listeners: Set<Heard>, listener: Heard): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
