/**
 * Asks together what is asked at the same moment: the first asks at once, and whoever comes while the database answers goes
 * with the next question. `many` answers in the order of its items. When it fails, whoever waits behind it fails with it:
 * a database that is away is waited for once and not in turn.
 */
export function gather<Item, Result>(
  limit: number,
  many: (items: Item[]) => Promise<Result[]>,
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; settle: PromiseWithResolvers<Result> }
  let queue: Waiting[] = []
  let isAsking = false

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, limit)
      try {
        const results = await many(batch.map(({ item }) => item))
        batch.forEach(({ settle }, index) => settle.resolve(results[index]!))
      } catch (error) {
        const failed = [...batch, ...queue]
        queue = []
        for (const { settle } of failed) settle.reject(error)
      }
    }
    isAsking = false
  }

  return (item) => {
    const settle = Promise.withResolvers<Result>()
    queue.push({ item, settle })
    // The microtask lets everything that arrived in the same packet of the event loop share the first question.
    if (!isAsking) {
      isAsking = true
      queueMicrotask(() => void drain())
    }
    return settle.promise
  }
}
