import type { RoomEvent } from '../../shared/events.ts'
import { backoffMs } from '../api/answers.ts'

export type Page = { events: RoomEvent[]; head: number; tooFar: boolean }

export type FollowerPorts<State> = {
  fold(state: State, event: RoomEvent): State
  /** The events after a number, or null when the server was not reached. */
  catchUp(after: number): Promise<Page | null>
  snapshot(): Promise<State | null>
  /** The state after one more event, or after a fresh snapshot (null). */
  changed(state: State, event: RoomEvent | null): void
  wait(ms: number): Promise<void>
}

export type Follower = ReturnType<typeof createFollower>

/** A node holds a hole open for 150 ms before it reads it from the database: so long the missing event may only be late. */
const lateMs = 200
const heldAtMost = 500

/**
 * Follows one log and keeps a state at its head. INV-4: event n+1 is never applied before n. Whatever arrives early is
 * held, the hole is asked for, and whoever is too far behind takes a fresh snapshot.
 */
export function createFollower<State extends { head: number }>(ports: FollowerPorts<State>) {
  let state: State | null = null
  let known = 0
  // Counted, so that a question asked while another is on its way is asked again after it.
  let wanted = 1
  let looked = 0
  let isMending = false
  let isStopped = false
  const held = new Map<number, RoomEvent>()

  /** A live event, in whatever order and however often it comes. */
  function hear(event: RoomEvent): void {
    if (isStopped) return
    hold(event)
    know(event.seq)
  }

  /** The log is said to reach this far. */
  function know(head: number): void {
    known = Math.max(known, head)
    if (isBehind()) void mend(lateMs)
  }

  /** Something may have been missed: asks once, whatever is known. */
  function look(): Promise<void> {
    wanted++
    return mend(0)
  }

  /** Takes a fresh snapshot, as who waits outside does when seats change. */
  async function renew(): Promise<boolean> {
    const fresh = await ports.snapshot()
    if (fresh && !isStopped) adopt(fresh)
    return fresh !== null
  }

  function stop(): void {
    isStopped = true
    held.clear()
  }

  const isBehind = () => looked < wanted || state === null || state.head < known

  async function mend(firstWaitMs: number): Promise<void> {
    if (isMending || isStopped) return
    isMending = true
    if (firstWaitMs > 0) await ports.wait(firstWaitMs)
    for (let tries = 0; isBehind() && !isStopped;) {
      if (await step()) tries = 0
      else await ports.wait(backoffMs(tries++))
    }
    isMending = false
  }

  /** One question to the server; false when it brought nothing. */
  async function step(): Promise<boolean> {
    const asked = wanted
    const after = state?.head
    const page = after === undefined ? null : await ports.catchUp(after)
    if (isStopped || (after !== undefined && !page)) return false
    if (page && !page.tooFar) {
      known = Math.max(known, page.head)
      page.events.forEach(hold)
    } else if (!(await renew())) return false
    looked = asked
    return state?.head !== after || !isBehind()
  }

  function hold(event: RoomEvent): void {
    const head = state?.head ?? 0
    if (event.seq <= head) return
    if (event.seq > head + heldAtMost) return void (known = Math.max(known, event.seq))
    held.set(event.seq, event)
    drain()
  }

  /** A snapshot from a slower node never takes back what was already shown. */
  function adopt(fresh: State): void {
    if (state && fresh.head < state.head) return
    state = fresh
    known = Math.max(known, fresh.head)
    for (const seq of held.keys()) if (seq <= fresh.head) held.delete(seq)
    ports.changed(fresh, null)
    drain()
  }

  function drain(): void {
    if (state === null) return
    for (let next = held.get(state.head + 1); next; next = held.get(state.head + 1)) {
      held.delete(next.seq)
      state = ports.fold(state, next)
      ports.changed(state, next)
    }
  }

  return { hear, know, look, renew, stop, isStopped: () => isStopped }
}
