/**
 * Group commit: what waits at the same moment is written together. A batch goes out as soon as the one before has
 * committed, without a timer: a timer would only add latency. Items keep their order, so a room's messages do too.
 *
 * - `keyOf`: two items with the same key never share a batch; the second waits, and finds the first one's trace.
 * - `many` answers in the order of its items; "busy" sends that item alone, on another connection, because somebody else
 *   holds its room. When `many` fails as a whole, each of its items goes alone, so that one bad item harms no other.
 * - `isHopeless`: after such a failure nothing is tried again, and who waits behind it fails as well: a database that is
 *   away is waited for once and not in turn.
 */
export function groupCommit<Item, Result>(options: {
  limit: number
  keyOf(item: Item): string
  one(item: Item): Promise<Result>
  many(items: Item[]): Promise<(Result | 'busy')[]>
  isHopeless(error: unknown): boolean
  onBatch?(size: number): void
}): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; key: string; settle: PromiseWithResolvers<Result> }
  let queue: Waiting[] = []
  let isWriting = false

  function takeBatch(): Waiting[] {
    const keys = new Set<string>()
    const rest: Waiting[] = []
    const batch: Waiting[] = []
    for (const waiting of queue) {
      const fits = batch.length < options.limit && !keys.has(waiting.key)
      keys.add(waiting.key)
      ;(fits ? batch : rest).push(waiting)
    }
    queue = rest
    return batch
  }

  async function write(batch: Waiting[]): Promise<void> {
    options.onBatch?.(batch.length)
    if (batch.length === 1) return alone(batch[0]!)
    let results: (Result | 'busy')[]
    try {
      results = await options.many(batch.map(({ item }) => item))
    } catch (error) {
      if (options.isHopeless(error)) giveUp(error, batch)
      else await Promise.all(batch.map(alone))
      return
    }
    batch.forEach((waiting, index) => {
      const result = results[index]!
      // Not awaited: whoever holds that room must not hold up the next batch.
      if (result === 'busy') void alone(waiting)
      else waiting.settle.resolve(result)
    })
  }

  async function alone(waiting: Waiting): Promise<void> {
    try {
      waiting.settle.resolve(await options.one(waiting.item))
    } catch (error) {
      if (options.isHopeless(error)) giveUp(error, [waiting])
      else waiting.settle.reject(error)
    }
  }

  function giveUp(error: unknown, batch: Waiting[]): void {
    for (const { settle } of [...batch, ...queue.splice(0)]) settle.reject(error)
  }

  async function drain(): Promise<void> {
    isWriting = true
    while (queue.length > 0) await write(takeBatch())
    isWriting = false
  }

  return (item) => {
    const settle = Promise.withResolvers<Result>()
    queue.push({ item, key: options.keyOf(item), settle })
    // The microtask lets everything that arrived in the same packet of the event loop share the first batch.
    if (!isWriting) {
      isWriting = true
      queueMicrotask(() => void drain())
    }
    return settle.promise
  }
}
