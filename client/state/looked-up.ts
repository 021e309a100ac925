import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Answer } from '../../shared/errors.ts'
import { backoffMs, isPassing } from '../api/answers.ts'

type LookedUp<Reply> = {
  answer: Answer<Reply> | null
  /** There may be something newer, which could not be fetched just now. */
  isOld: boolean
}

/** What a page has looked up: null while the first answer is on its way, the newest after that. `again` asks once more. */
export function useLookedUp<Reply>(ask: () => Promise<Answer<Reply>>, about: unknown[]) {
  const [shown, show] = useState<LookedUp<Reply>>(nothing)
  const { again, stop } = useMemo(() => createLookUp(ask, show), about)
  useEffect(() => {
    show(nothing)
    void again()
    return stop
  }, [again])
  return { ...shown, again }
}

const nothing = { answer: null, isOld: false }

/**
 * Keeps what is shown while it asks again; an answer that a later question has overtaken is dropped. A passing refusal takes
 * nothing away either, for somebody may be writing in what is shown: the question is repeated by itself.
 */
export function createLookUp<Reply>(ask: () => Promise<Answer<Reply>>, show: (shown: LookedUp<Reply>) => void) {
  let answer: Answer<Reply> | null = null
  let [asked, tries] = [0, 0]
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function again(): Promise<void> {
    if (isStopped) return
    const question = ++asked
    clearTimeout(timer)
    const got = await ask()
    if (question !== asked) return
    const isMissed = !got.ok && isPassing(got.error)
    if (isMissed) timer = setTimeout(again, Math.max(got.error.details.retryAfterMs ?? 0, backoffMs(tries++)))
    else tries = 0
    const isOld = isMissed && answer !== null && answer.ok
    if (!isOld) answer = got
    show({ answer, isOld })
  }

  function stop(): void {
    isStopped = true
    asked++
    clearTimeout(timer)
  }

  return { again, stop }
}
