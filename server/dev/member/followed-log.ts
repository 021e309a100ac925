import type { RoomEvent } from '../../../shared/events.ts'

/** A log as it is followed from outside, with the state that its events fold into. */
export type FollowedLog<State> = {
  /** Null before the first snapshot. */
  state(): State | null
  /** A live event, in whatever order and however often it comes. */
  hear(event: RoomEvent): void
  /** The log is said to reach this far. */
  know(head: number): void
  /** Something may have been missed: reads on from the head, or a snapshot. */
  look(): Promise<void>
  stop(): void
}

export type LogSource<State> = {
  snapshot(): Promise<State>
  catchUp(after: number): Promise<{ events: RoomEvent[]; head: number; tooFar: boolean }>
  fold(state: State, event: RoomEvent): State
  /** After each event, and with null after a snapshot. */
  changed(state: State, event: RoomEvent | null): void
  /** Reading was refused for good: the log is somebody else's now. */
  lost(error: unknown): void
}

/** The node fills a hole of the bus itself within 150 ms: until then the missing event may only be late. */
const lateMs = 200

/** Never applies event n+1 before n (INV-4): what is early is held, what is missing is read. */
export function followLog<State extends { head: number }>(source: LogSource<State>): FollowedLog<State> {
  const held = new Map<number, RoomEvent>()
  let state: State | null = null
  let known = 0
  let isWanted = false
  let reading: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined

  return {
    state: () => state,
    hear(event) {
      held.set(event.seq, event)
      this.know(event.seq)
    },
    know(head) {
      known = Math.max(known, head)
      drain()
      if (state && state.head < known) timer ??= setTimeout(() => void look(), lateMs)
    },
    look,
    stop: () => clearTimeout(timer),
  }

  function look(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    isWanted = true
    reading ??= read()
      .catch(source.lost)
      .finally(() => (reading = null))
    return reading
  }

  async function read(): Promise<void> {
    while (isWanted || !state || state.head < known) {
      isWanted = false
      const page = state && (await source.catchUp(state.head))
      if (!page || page.tooFar) adopt(await source.snapshot())
      else {
        for (const event of page.events) held.set(event.seq, event)
        known = Math.max(known, page.head)
      }
      drain()
    }
  }

  function adopt(fresh: State): void {
    if (state && fresh.head <= state.head) return
    state = fresh
    source.changed(fresh, null)
  }

  function drain(): void {
    for (const seq of held.keys()) if (state && seq <= state.head) held.delete(seq)
    for (let next = state && held.get(state.head + 1); state && next; next = held.get(state.head + 1)) {
      held.delete(next.seq)
      state = source.fold(state, next)
      source.changed(state, next)
    }
  }
}
