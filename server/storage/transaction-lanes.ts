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
      await Promise.all(lanes.map((lane) => lane.client.end({ timeout: 5 })))
    },
  }

  function add(): Lane {
    const lane = openLane(open)
    lanes.push(lane)
    return lane
  }
}

function openLane(open: (onClose: () => void) => Sql): Lane {
  let generation = 0
  const connectOnce = () => {
    const mine = ++generation
    return open(() => void (mine === generation && lose(new Error('the connection of a transaction was lost'))))
  }
  const lane: Lane = {
    client: connectOnce(),
    lost: null,
    onLost: () => {},
    turn: 0,
    begin() {
      lane.lost = null
      return ++lane.turn
    },
    drop(reason) {
      const old = lane.client
      lane.client = connectOnce()
      lose(reason)
      void old.end({ timeout: 0 })
    },
  }
  return lane

  function lose(reason: Error): void {
    lane.lost ??= reason
    lane.onLost(lane.lost)
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
