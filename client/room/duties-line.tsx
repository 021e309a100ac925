import { useEffect, useRef } from 'preact/hooks'
import type { Duties } from '../../shared/composing.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { announce } from '../state/notices.ts'
import { dutiesText } from './duties.ts'

/** Who leads this breakout and who takes its notes. It is read with the task; whenever a duty passes on, that is also said. */
export function DutiesLine({ duties }: { duties: Duties }) {
  const text = dutiesText(duties, nameOf, myId.value)
  const before = useRef(text)
  useEffect(() => {
    if (text && text !== before.current) announce(text)
    before.current = text
  }, [text])
  return text && <span class="round-duties">{text}</span>
}
