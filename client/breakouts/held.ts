import { useState } from 'preact/hooks'

/** What was composed and not opened yet, by the name of each part. */
const values = new Map<string, unknown>()
let composedFor: { tableId: string; sessionId: string | null } | null = null

/** For another table, or once the session is over, it is composed from the beginning; what was prepared goes into a session. */
export function holdFor(tableId: string, sessionId: string | null): void {
  const isOver = composedFor?.sessionId !== null && composedFor?.sessionId !== sessionId
  if (composedFor?.tableId !== tableId || isOver) values.clear()
  composedFor = { tableId, sessionId }
}

/** A round has opened: nothing waits for it any more. */
export const letGo = () => values.clear()

export const held = <Value>(name: string) => values.get(name) as Value | undefined
export const hold = (name: string, value: unknown) => void values.set(name, value)

/** A state that outlives its dialog. */
export function useHeld<Value>(name: string, usual: Value): [Value, (next: Value) => void] {
  const [value, show] = useState<Value>(() => held<Value>(name) ?? usual)
  const set = (next: Value) => {
    hold(name, next)
    show(() => next)
  }
  return [value, set]
}
