import { nameOf } from '../state/names.ts'
import { writersIn } from '../state/typing.ts'

/** "Ada is writing": a line that is always there, so that nothing moves when it speaks. */
export function TypingLine({ roomId }: { roomId: string }) {
  const names = writersIn(roomId).map(nameOf)
  return (
    <p class="typing hint" aria-live="off">
      {names.length === 1 && `${names[0]} is writing`}
      {names.length === 2 && `${names[0]} and ${names[1]} are writing`}
      {names.length > 2 && 'Several people are writing'}
    </p>
  )
}
