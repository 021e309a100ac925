/**
 * One at a time per door, in the order of arrival. A thousand people at the door of one room wait here, with one connection
 * between them, and not on the room's row lock with every connection of the pool: the other rooms would wait as well.
 *
 * - `goesTogether`: of those who wait, as many as stand behind each other go in as one, at most `limit`; `many` answers in
 *   their order. When it fails, each of them goes alone, so that one bad order harms no other.
 * - `isHopeless`: after such a failure nothing is tried again, and who waits behind fails as well.
 * - `isNobodysFault`: after such a failure of a group nobody of it is let in alone, but who waits behind it is.
 * - `isWaitedOut`: after such a failure of one who goes alone, who came with them fails as well. They need the same locks, and
 *   would wait as long, one after the other.
 * - `patienceMs`: whoever has waited longer when their turn comes is refused with `tooLate()`. Before it is over they can be
 *   told to come again; after it nobody may be there any more to hear the answer, and who asks a second time stands in line
 *   twice. A group that failed after longer is not let in one by one; one that failed sooner is, however long that takes.
 */
export function createTurns<Order, Outcome>(options: {
  limit: number
  doorOf(order: Order): string
  goesTogether(order: Order): boolean
  one(order: Order): Promise<Outcome>
  many(orders: Order[]): Promise<Outcome[]>
  isHopeless(error: unknown): boolean
  isNobodysFault(error: unknown): boolean
  isWaitedOut(error: unknown): boolean
  patienceMs: number
  tooLate(): Error
  /** Milliseconds, from any beginning. */
  now?: () => number
}): (order: Order) => Promise<Outcome> {
  type Failure = { error: unknown }
  type Line = { order: Order; since: number; settle: PromiseWithResolvers<Outcome> }[]
  const now = options.now ?? (() => performance.now())
  const doors = new Map<string, Line>()

  async function serve(door: string, queue: Line): Promise<void> {
    for (let group = nextOf(queue); group.length > 0; group = nextOf(queue)) {
      const failure = await letIn(group)
      if (failure && options.isHopeless(failure.error)) refuse(queue.splice(0), failure)
    }
    doors.delete(door)
  }

  function nextOf(queue: Line): Line {
    sendAway(queue)
    const behind = queue.slice(0, options.limit).findIndex(({ order }) => !options.goesTogether(order))
    return queue.splice(0, behind === -1 ? options.limit : Math.max(1, behind))
  }

  function sendAway(queue: Line): void {
    const inTime = queue.findIndex(({ since }) => now() - since <= options.patienceMs)
    const late = queue.splice(0, inTime === -1 ? queue.length : inTime)
    if (late.length > 0) refuse(late, { error: options.tooLate() })
  }

  /** Answers everybody in the group; gives the failure, if there was one, that those behind may share. */
  async function letIn(group: Line): Promise<Failure | undefined> {
    const began = now()
    try {
      const outcomes =
        group.length === 1 ? [await options.one(group[0]!.order)] : await options.many(group.map(({ order }) => order))
      group.forEach(({ settle }, index) => settle.resolve(outcomes[index]!))
    } catch (error) {
      const isTheirs = !options.isHopeless(error) && !options.isNobodysFault(error)
      const isWorthAnother = group.length > 1 && isTheirs && now() - began <= options.patienceMs
      return isWorthAnother ? letInAlone(group) : refuse(group, { error })
    }
  }

  async function letInAlone(group: Line): Promise<Failure | undefined> {
    for (const [index, one] of group.entries()) {
      const failure = await letIn([one])
      const isShared = failure && (options.isHopeless(failure.error) || options.isWaitedOut(failure.error))
      if (isShared) return refuse(group.slice(index + 1), failure)
    }
  }

  function refuse(line: Line, failure: Failure): Failure {
    for (const { settle } of line) settle.reject(failure.error)
    return failure
  }

  return (order) => {
    const settle = Promise.withResolvers<Outcome>()
    const waiting = { order, since: now(), settle }
    const door = options.doorOf(order)
    const queue = doors.get(door)
    if (queue) queue.push(waiting)
    else {
      const first = [waiting]
      doors.set(door, first)
      void serve(door, first)
    }
    return settle.promise
  }
}
