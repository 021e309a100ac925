import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../shared/errors.ts'

/**
 * What a page has looked up: null while the first answer is on its way, the newest answer after that. `again` asks once
 * more and keeps what is shown meanwhile; an answer that a later question has overtaken is dropped.
 */
export function useLookedUp<Reply>(ask: () => Promise<Answer<Reply>>, about: unknown[]) {
  const [answer, setAnswer] = useState<Answer<Reply> | null>(null)
  const asked = useRef(0)
  const again = useCallback(async () => {
    const question = ++asked.current
    const got = await ask()
    if (question === asked.current) setAnswer(got)
  }, about)
  useEffect(() => {
    setAnswer(null)
    void again()
    return () => void asked.current++
  }, [again])
  return { answer, again }
}
