import { useRef, useState } from 'preact/hooks'
import type { Answer, Refusal } from '../../shared/errors.ts'
import { refusalText } from './refusal-text.ts'

/** The sentence for what went wrong, or null when it went well: what dialogs and forms show. */
export const problemOf = (answer: Answer<unknown>) => (answer.ok ? null : refusalText(answer.error))

/**
 * One thing that a person does with a button: whether it is on its way, how it was refused. `go` gives the reply, or null
 * when it was refused; while it is on its way, pressing again does nothing.
 */
export function useDoing() {
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const isGoing = useRef(false)

  async function go<Reply>(act: () => Promise<Answer<Reply>>): Promise<Reply | null> {
    if (isGoing.current) return null
    isGoing.current = true
    setBusy(true)
    setRefusal(null)
    const answer = await act()
    isGoing.current = false
    setBusy(false)
    setRefusal(answer.ok ? null : answer.error)
    return answer.ok ? answer.reply : null
  }

  return { isBusy, refusal, problem: refusal && refusalText(refusal), go, forget: () => setRefusal(null) }
}
