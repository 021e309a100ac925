import { newId } from '../../shared/new-id.ts'
import { wait } from './answers.ts'

const leaseMs = 4_000
const renewMs = 1_000

/**
 * Calls `start` in one tab at a time, for as long as that tab lives, and `stop` should it lose the turn. Web Locks where
 * there are any; over plain http a lease in localStorage, where two tabs may overlap for a moment: repeated commands keep
 * their id, so that nothing is said twice.
 */
export function asOnlyTab(name: string, start: () => void, stop: () => void): () => void {
  const given = new AbortController()
  const until = new Promise<void>((resolve) => given.signal.addEventListener('abort', () => resolve()))
  const hold = () => {
    start()
    return until.then(stop)
  }
  if (navigator.locks) navigator.locks.request(name, { signal: given.signal }, hold).catch(() => undefined)
  else void lease(name, start, stop, given.signal)
  return () => given.abort()
}

async function lease(name: string, start: () => void, stop: () => void, end: AbortSignal): Promise<void> {
  const mine = newId()
  let holds = false
  while (!end.aborted) {
    const [holder = '', until = '0'] = (localStorage.getItem(name) ?? '').split(' ')
    if (holder === mine || Number(until) < Date.now()) localStorage.setItem(name, `${mine} ${Date.now() + leaseMs}`)
    // Two tabs may write at once; the one whose name still stands a moment later has the turn.
    await wait(60)
    const isMine = localStorage.getItem(name)?.startsWith(mine) ?? false
    if (isMine !== holds) (isMine ? start : stop)()
    holds = isMine
    await wait(renewMs)
  }
  if (holds) stop()
  if (localStorage.getItem(name)?.startsWith(mine)) localStorage.removeItem(name)
}
