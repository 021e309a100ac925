import { QUERY_MS, QueryTimeout } from './clock.ts'
import type { Sql } from './sql.ts'

/** One connection on which transactions run, one after another. */
export interface Lane {
  client: Sql
  /** Why the connection of the running transaction is gone, or null. */
  lost: Error | null
  /** Told once, when it goes. */
  onLost: (reason: Error) => void
  /** Number of the running transaction. */
  turn: number
  /** Starts the next transaction and gives its number. */
  begin(): number
  /** Cuts the connection: the database rolls back. */
  drop(reason: Error): void
  close(): Promise<void>
}

export interface Lanes {
  take(): Promise<Lane>
  give(lane: Lane): void
  close(): Promise<void>
}

type Taker = (lane: Lane) => void

/** @param open makes a client of exactly one connection that calls `onClose` when that connection is gone */
export function openLanes(count: number, open: (onClose: () => void) => Sql): Lanes {
  const lanes: Lane[] = []
  const free: Lane[] = []
  const line: Taker[] = []
  return {
    take() {
      const lane = free.pop() ?? (lanes.length < count ? add() : undefined)
      return lane ? Promise.resolve(lane) : wait(line)
    },
    give(lane) {
      lane.turn++
      const next = line.shift()
      if (next) next(lane)
      else free.push(lane)
    },
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()))
    },
  }

  function add(): Lane {
    const lane = openLane(open)
    lanes.push(lane)
    return lane
  }
}

function openLane(open: (onClose: () => void) => Sql): Lane {
  let isClosed = false
  const lane: Lane = {
    client: openNext(),
    lost: null,
    onLost: () => {},
    turn: 0,
    begin() {
      lane.lost = null
      return ++lane.turn
    },
    drop: (reason) => replace(lane.client, reason),
    async close() {
      isClosed = true
      await lane.client.end({ timeout: 5 })
    },
  }
  return lane

  function openNext(): Sql {
    const next: Sql = open(() => replace(next, new Error('the connection of a transaction was lost')))
    return next
  }

  // Never used again: on a client that was cut, postgres.js answers the next query with the error that had cut it.
  function replace(lossy: Sql, reason: Error): void {
    if (isClosed || lossy !== lane.client) return
    lane.client = openNext()
    lane.lost ??= reason
    lane.onLost(lane.lost)
    void lossy.end({ timeout: 0 })
  }
}

function wait(line: Taker[]): Promise<Lane> {
  return new Promise((resolve, reject) => {
    const taker: Taker = (lane) => {
      clearTimeout(timer)
      resolve(lane)
    }
    const timer = setTimeout(() => {
      line.splice(line.indexOf(taker), 1)
      reject(new QueryTimeout(`no connection was free for a transaction within ${QUERY_MS} ms`))
    }, QUERY_MS)
    line.push(taker)
  })
}
