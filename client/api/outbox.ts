import type { CommandInput } from '../../shared/commands.ts'
import type { Answer, Refusal } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import { backoffMs, isPassing } from './answers.ts'

/** What a person writes: it is kept until the server has it, over reloads and lost connections. */
export type OutboxName =
  'message:send' | 'message:edit' | 'message:remove' | 'reaction:add' | 'reaction:remove' | 'mark:add' | 'mark:remove'

/**
 * Something that waits to be sent. `refusal` says why it was not taken; `no_seat` waits for a seat, others for a person. The
 * name of its room is kept along: a breakout may be nowhere to be found by then.
 */
export type Entry = {
  [N in OutboxName]: {
    name: N
    input: CommandInput<N>
    circleId: Id
    roomName?: string
    madeAt: number
    refusal: Refusal | null
  }
}[OutboxName]

export type OutboxStore = {
  load(): Promise<Entry[]>
  /** Changes the list in one transaction and gives it back: other tabs change it too. */
  change(changed: (entries: Entry[]) => Entry[]): Promise<Entry[]>
}

export type OutboxPorts = {
  store: OutboxStore
  send(entry: Entry): Promise<Answer<{ seq: number }>>
  /** All entries, whenever something about them has changed. */
  changed(entries: Entry[]): void
  /** The server has it as `seq`; called before the entry leaves the list. */
  landed(entry: Entry, seq: number): void
  random?(): number
}

export type Outbox = ReturnType<typeof createOutbox>

/**
 * The queue of what one member has written: per room first in, first out, one under way at a time, the same `commandId`
 * until the server has answered. Only the tab that was told to `start` sends; all tabs may `add`.
 */
export function createOutbox({ store, send, changed, landed, random = Math.random }: OutboxPorts) {
  let entries: Entry[] = []
  let isSending = false
  const underWay = new Set<Id>()
  const tries = new Map<Id, number>()
  const timers = new Map<Id, ReturnType<typeof setTimeout>>()
  /** How often the member has sat down in a room: a refusal for want of a seat may be older than the seat. */
  const seatings = new Map<Id, number>()

  const show = (next: Entry[]) => changed((entries = next))
  const change = async (changing: (all: Entry[]) => Entry[]) => show(await store.change(changing))

  async function reload(): Promise<void> {
    show(await store.load())
    pumpAll()
  }

  async function add(entry: Entry): Promise<void> {
    show([...entries, entry])
    await change((all) => [...all.filter((other) => idOf(other) !== idOf(entry)), entry])
    pump(entry.input.roomId)
  }

  async function retry(commandId: Id): Promise<void> {
    await change((all) => all.map((e) => (idOf(e) === commandId ? { ...e, refusal: null } : e)))
    pumpAll()
  }

  const discard = (commandId: Id) => change((all) => all.filter((entry) => idOf(entry) !== commandId)).then(pumpAll)

  const dropCircle = (circleId: Id) => change((all) => all.filter((entry) => entry.circleId !== circleId))

  /** The member sits in the room again: what waited for a seat goes out, in its order. */
  async function seatTaken(roomId: Id): Promise<void> {
    seatings.set(roomId, seatingOf(roomId) + 1)
    if (!entries.some((entry) => entry.input.roomId === roomId && waitsForSeat(entry))) return
    await change((all) => all.map((e) => (e.input.roomId === roomId && waitsForSeat(e) ? { ...e, refusal: null } : e)))
    pump(roomId)
  }

  function start(): void {
    isSending = true
    void reload()
  }

  function stop(): void {
    isSending = false
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
  }

  /** The connection is back: whatever was about to be tried again is tried now. */
  function wake(): void {
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
    tries.clear()
    pumpAll()
  }

  const pumpAll = () => new Set(entries.map((entry) => entry.input.roomId)).forEach(pump)

  function pump(roomId: Id): void {
    if (!isSending || underWay.has(roomId) || timers.has(roomId)) return
    // What was refused for good is set aside; what waits for a seat holds back what was written after it.
    const next = entries.find((e) => e.input.roomId === roomId && (!e.refusal || waitsForSeat(e)))
    if (!next || next.refusal) return
    underWay.add(roomId)
    const seating = seatingOf(roomId)
    void send(next).then(async (answer) => {
      await settle(next, answer, seating)
      underWay.delete(roomId)
      pump(roomId)
    })
  }

  const seatingOf = (roomId: Id) => seatings.get(roomId) ?? 0

  async function settle(entry: Entry, answer: Answer<{ seq: number }>, seating: number): Promise<void> {
    const { roomId, commandId } = entry.input
    if (answer.ok) {
      tries.delete(roomId)
      landed(entry, answer.reply.seq)
      return change((all) => all.filter((other) => idOf(other) !== commandId))
    }
    if (answer.error.code === 'unauthenticated') return stop()
    const hasSatDownSince = answer.error.details.reason === 'no_seat' && seatingOf(roomId) !== seating
    if (isPassing(answer.error) || hasSatDownSince) return tryLater(roomId, answer.error)
    tries.delete(roomId)
    return change((all) => all.map((e) => (idOf(e) === commandId ? { ...e, refusal: answer.error } : e)))
  }

  function tryLater(roomId: Id, { details }: Refusal): void {
    if (!isSending) return
    const tried = tries.get(roomId) ?? 0
    tries.set(roomId, tried + 1)
    const again = () => {
      timers.delete(roomId)
      pump(roomId)
    }
    timers.set(roomId, setTimeout(again, Math.max(details.retryAfterMs ?? 0, backoffMs(tried, random))))
  }

  return { add, retry, discard, dropCircle, seatTaken, start, stop, wake, reload }
}

export const waitsForSeat = (entry: Entry) => entry.refusal?.details.reason === 'no_seat'

const idOf = (entry: Entry) => entry.input.commandId
