import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage<{ open: boolean }>()

/** Whether the code that asks runs inside a transaction that has not ended. */
export function isInTransaction(): boolean {
  return current.getStore()?.open ?? false
}

/** Marks everything that `work` does as being inside a transaction, until it has settled. */
export async function markTransaction<T>(work: () => Promise<T>): Promise<T> {
  const mark = { open: true }
  try {
    return await current.run(mark, work)
  } finally {
    // What the work left behind (a publish, a timer) keeps this context, and is outside again.
    mark.open = false
  }
}
