import { clear, createStore, del, delMany, get, keys, set, update, type UseStore } from 'idb-keyval'

let store: UseStore | undefined
const memory = new Map<string, unknown>()
const database = () => (store ??= createStore('kith', 'kept'))

/**
 * What this browser keeps for its member between visits: outbox and drafts. Where IndexedDB is refused (some private
 * windows) or full, it is kept in memory until the tab closes, and what is there counts.
 */
export const kept = {
  get: async <Value>(key: string): Promise<Value | undefined> =>
    memory.has(key)
      ? (memory.get(key) as Value | undefined)
      : attempt(
          () => get<Value>(key, database()),
          () => undefined,
        ),

  async set(key: string, value: unknown): Promise<void> {
    // Until it is written it is here, and whoever asks meanwhile finds it.
    memory.set(key, value)
    await attempt(
      async () => {
        await set(key, value, database())
        if (memory.get(key) === value) memory.delete(key)
      },
      () => undefined,
    )
  },

  /** Changes a value in one transaction, so that two tabs do not undo each other. */
  async change<Value>(key: string, changed: (value: Value | undefined) => Value): Promise<Value> {
    if (memory.has(key)) {
      const value = changed(memory.get(key) as Value | undefined)
      await kept.set(key, value)
      return value
    }
    let next: { value: Value } | null = null
    const remember = (old: Value | undefined) => (next = { value: changed(old) }).value
    await attempt(
      () => update<Value>(key, remember, database()),
      () => {
        // Another change may have failed meanwhile, and stands here. Else a full disk still says what was there before.
        if (memory.has(key) || !next) remember(memory.get(key) as Value | undefined)
        memory.set(key, next!.value)
      },
    )
    return next!.value
  },

  /** The keys that begin so. */
  keys: async (prefix: string): Promise<string[]> => {
    const inDatabase = await attempt(
      () => keys<string>(database()),
      () => [],
    )
    return [...new Set([...inDatabase, ...memory.keys()])].filter((key) => key.startsWith(prefix))
  },

  async remove(key: string): Promise<void> {
    memory.delete(key)
    await attempt(
      () => del(key, database()),
      () => undefined,
    )
  },

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
