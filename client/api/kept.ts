import { clear, createStore, del, delMany, get, keys, set, update, type UseStore } from 'idb-keyval'

let store: UseStore | undefined
const memory = new Map<string, unknown>()
const database = () => (store ??= createStore('kith', 'kept'))

/**
 * What this browser keeps for its member between visits: outbox and drafts. Where IndexedDB is refused (some private
 * windows) it is kept in memory until the tab closes.
 */
export const kept = {
  get: <Value>(key: string) =>
    attempt(
      () => get<Value>(key, database()),
      () => memory.get(key) as Value | undefined,
    ),

  set: (key: string, value: unknown) =>
    attempt(
      () => set(key, value, database()),
      () => void memory.set(key, value),
    ),

  /** Changes a value in one transaction, so that two tabs do not undo each other. */
  async change<Value>(key: string, changed: (value: Value | undefined) => Value): Promise<Value> {
    let next: Value | undefined
    const remember = (old: Value | undefined) => (next = changed(old))
    await attempt(
      () => update<Value>(key, remember, database()),
      () => void memory.set(key, remember(memory.get(key) as Value | undefined)),
    )
    return next as Value
  },

  /** The keys that begin so. */
  keys: async (prefix: string): Promise<string[]> => {
    const all = await attempt(
      () => keys<string>(database()),
      () => [...memory.keys()],
    )
    return all.filter((key) => key.startsWith(prefix))
  },

  remove: (key: string) =>
    attempt(
      () => del(key, database()),
      () => void memory.delete(key),
    ),

  /** Forgets every value whose key is not `isKept`. */
  async forget(isKept: (key: string) => boolean = () => false): Promise<void> {
    const gone = [...memory.keys()].filter((key) => !isKept(key))
    for (const key of gone) memory.delete(key)
    await attempt(
      async () =>
        delMany(
          (await keys<string>(database())).filter((key) => !isKept(key)),
          database(),
        ),
      () => undefined,
    )
  },

  async wipe(): Promise<void> {
    memory.clear()
    await attempt(
      () => clear(database()),
      () => undefined,
    )
  },
}

async function attempt<Value>(inDatabase: () => Promise<Value>, inMemory: () => Value): Promise<Value> {
  try {
    return await inDatabase()
  } catch {
    return inMemory()
  }
}
