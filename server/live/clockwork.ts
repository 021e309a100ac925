import type { Trouble, TroubleKind } from './trouble.ts'

export type Loop = {
  everyMs: number
  /** What a failure counts as; the loop goes on. */
  failsAs: TroubleKind
  /** May answer in how many milliseconds it wants to run next. */
  run(): Promise<number | void> | void
}

const jitter = 0.1

/** Everything that a node does again and again. A loop never overlaps itself; a tenth of jitter keeps nodes apart. */
export function startClockwork(loops: Loop[], trouble: Trouble): { stop(): Promise<void> } {
  let isStopped = false
  const timers = new Map<Loop, NodeJS.Timeout>()
  const running = new Map<Loop, Promise<void>>()

  for (const loop of loops) plan(loop, loop.everyMs)
  return {
    async stop() {
      isStopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(running.values())
    },
  }

  function plan(loop: Loop, inMs: number): void {
    if (isStopped) return
    const spread = inMs * (1 - jitter + 2 * jitter * Math.random())
    timers.set(loop, setTimeout(() => running.set(loop, turn(loop)), spread).unref())
  }

  async function turn(loop: Loop): Promise<void> {
    let inMs = loop.everyMs
    try {
      inMs = (await loop.run()) ?? loop.everyMs
    } catch (error) {
      trouble(loop.failsAs, error)
    }
    plan(loop, inMs)
  }
}

/** When to look for due work again: once a second, in steps of a tenth when something is due soon. */
export function nextLookInMs(dueInMs: number | null): number {
  if (dueInMs === null || dueInMs > 2_000) return 1_000
  return Math.min(100, Math.max(10, dueInMs))
}
