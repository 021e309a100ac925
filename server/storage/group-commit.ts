/**
 * Group commit: what waits at the same moment is written together. A batch goes out as soon as the one before has
 * committed, without a timer: a timer would only add latency. Items keep their order, but for those that go alone.
 *
 * - `keyOf`: two items with the same key never share a batch; the second waits, and finds the first one's trace.
 * - `many` answers in the order of its items; "busy" sends that item alone, on another connection, because somebody else
 *   holds its room (`doorOf`). At one room they go one after the other: together they would hold every connection. When
 *   `many` fails as a whole, each of its items goes alone, so that one bad item harms no other.
 * - `isHopeless`: after such a failure nothing is tried again, and who waits behind it fails as well: a database that is
 *   away is waited for once and not in turn.
 * - `isNobodysFault`: after such a failure of a batch its items are not tried one by one, but who waits behind it is.
 * - `patienceMs`: who has waited longer for a batch is refused with `tooLate()`, and a batch that failed after longer is not
 *   tried item by item: senders give up when they wait twice as long as one answer may take.
 */
export function groupCommit<Item, Result>(options: {
  limit: number
  keyOf(item: Item): string
  doorOf(item: Item): string
  one(item: Item): Promise<Result>
  many(items: Item[]): Promise<(Result | 'busy')[]>
  isHopeless(error: unknown): boolean
  isNobodysFault(error: unknown): boolean
  patienceMs: number
  tooLate(): Error
  /** Milliseconds, from any beginning. */
  now?: () => number
  onBatch?(size: number): void
}): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; key: string; since: number; settle: PromiseWithResolvers<Result> }
  const now = options.now ?? (() => performance.now())
  const isLate = (since: number) => now() - since > options.patienceMs
  let queue: Waiting[] = []
  const doors = new Map<string, Promise<void>>()
  let isWriting = false

  function takeBatch(): Waiting[] {
    const keys = new Set<string>()
    const rest: Waiting[] = []
    const batch: Waiting[] = []
    for (const waiting of queue) {
      if (isLate(waiting.since)) {
        waiting.settle.reject(options.tooLate())
        continue
      }
      const fits = batch.length < options.limit && !keys.has(waiting.key)
      keys.add(waiting.key)
      ;(fits ? batch : rest).push(waiting)
    }
    queue = rest
    return batch
  }

  async function write(batch: Waiting[]): Promise<void> {
    if (batch.length === 0) return
    options.onBatch?.(batch.length)
    if (batch.length === 1) return alone(batch[0]!)
    const began = now()
    let results: (Result | 'busy')[]
    try {
      results = await options.many(batch.map(({ item }) => item))
    } catch (error) {
      if (options.isHopeless(error)) giveUp(error, batch, queue.splice(0))
      else if (options.isNobodysFault(error) || isLate(began)) giveUp(error, batch)
      else await Promise.all(batch.map(alone))
      return
    }
    batch.forEach((waiting, index) => {
      const result = results[index]!
      // Not awaited: whoever holds that room must not hold up the next batch.
      if (result === 'busy') void aloneInTurn(waiting)
      else waiting.settle.resolve(result)
    })
  }

  async function aloneInTurn(waiting: Waiting): Promise<void> {
    const door = options.doorOf(waiting.item)
    const turn = (doors.get(door) ?? Promise.resolve()).then(() =>
      isLate(waiting.since) ? giveUp(options.tooLate(), [waiting]) : alone(waiting),
    )
    doors.set(door, turn)
    await turn
    if (doors.get(door) === turn) doors.delete(door)
  }

  async function alone(waiting: Waiting): Promise<void> {
    try {
      waiting.settle.resolve(await options.one(waiting.item))
    } catch (error) {
      giveUp(error, [waiting], options.isHopeless(error) ? queue.splice(0) : [])
    }
  }

  function giveUp(error: unknown, batch: Waiting[], behind: Waiting[] = []): void {
    for (const { settle } of [...batch, ...behind]) settle.reject(error)
  }

  async function drain(): Promise<void> {
    isWriting = true
    while (queue.length > 0) await write(takeBatch())
    isWriting = false
  }

  return (item) => {
    const settle = Promise.withResolvers<Result>()
    queue.push({ item, key: options.keyOf(item), since: now(), settle })
    // The microtask lets everything that arrived in the same packet of the event loop share the first batch.
    if (!isWriting) {
      isWriting = true
      queueMicrotask(() => void drain())
    }
    return settle.promise
  }
}
