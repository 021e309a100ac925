import { useEffect } from 'preact/hooks'
import { wait } from '../api/answers.ts'
import { isLooking } from './looking.ts'
import { loadMe, me } from './me.ts'

const againMs = 10_000

/** For who waits in the line of a full circle: of that line there is no news, so it is asked for while somebody looks. */
export function useNewsOfLines(): void {
  const isWaiting = (me.value?.inLine.length ?? 0) > 0
  const isSeen = isLooking.value
  useEffect(() => {
    if (!isWaiting || !isSeen) return
    let isOver = false
    const follow = async () => {
      while (!isOver) {
        await loadMe()
        await wait(againMs)
      }
    }
    void follow()
    return () => void (isOver = true)
  }, [isWaiting, isSeen])
}
