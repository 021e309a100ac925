/**
 * One at a time per key, in the order of arrival. A thousand people at the door of one room wait here, with one connection
 * between them, and not on the room's row lock with every connection of the pool: the other rooms would wait as well.
 */
export function createTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const before = last.get(key)
    const turn = before ? before.then(work, work) : work()
    last.set(key, turn)
    const forget = () => void (last.get(key) === turn && last.delete(key))
    turn.then(forget, forget)
    return turn
  }
}
