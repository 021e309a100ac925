/**
 * One at a time per door, in the order of arrival. A thousand people at the door of one room wait here, with one connection
 * between them, and not on the room's row lock with every connection of the pool: the other rooms would wait as well.
 *
 * - `goesTogether`: of those who wait, as many as stand behind each other go in as one, at most `limit`; `many` answers in
 *   their order. When it fails, each of them goes alone, so that one bad order harms no other.
 * - `isHopeless`: after such a failure nothing is tried again, and who waits behind fails as well.
 */
export function createTurns<Order, Outcome>(options: {
  limit: number
  doorOf(order: Order): string
  goesTogether(order: Order): boolean
  one(order: Order): Promise<Outcome>
  many(orders: Order[]): Promise<Outcome[]>
  isHopeless(error: unknown): boolean
}): (order: Order) => Promise<Outcome> {
  type Line = { order: Order; settle: PromiseWithResolvers<Outcome> }[]
  const doors = new Map<string, Line>()

  async function serve(door: string, queue: Line): Promise<void> {
    while (queue.length > 0) await letIn(queue, nextOf(queue))
    doors.delete(door)
  }

  function nextOf(queue: Line): Line {
    const behind = queue.slice(0, options.limit).findIndex(({ order }) => !options.goesTogether(order))
    return queue.splice(0, behind === -1 ? options.limit : Math.max(1, behind))
  }

  async function letIn(queue: Line, group: Line): Promise<void> {
    try {
      const outcomes =
        group.length === 1 ? [await options.one(group[0]!.order)] : await options.many(group.map(({ order }) => order))
      group.forEach(({ settle }, index) => settle.resolve(outcomes[index]!))
    } catch (error) {
      const failed = options.isHopeless(error) ? [...group, ...queue.splice(0)] : group
      if (failed.length > 1 && failed === group) for (const one of group) await letIn(queue, [one])
      else for (const { settle } of failed) settle.reject(error)
    }
  }

  return (order) => {
    const settle = Promise.withResolvers<Outcome>()
    const door = options.doorOf(order)
    const queue = doors.get(door)
    if (queue) queue.push({ order, settle })
    else {
      const first = [{ order, settle }]
      doors.set(door, first)
      void serve(door, first)
    }
    return settle.promise
  }
}
