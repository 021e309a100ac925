import { useState } from 'preact/hooks'
import { announcement, dismiss, notices } from './state/notices.ts'
import { Toasts } from './ui/toasts.tsx'

/** What is new: shown where it can be pressed, and said wherever somebody may listen. */
export const newsAt = (isTop: boolean) => <News isTop={isTop} />

function News({ isTop }: { isTop: boolean }) {
  // What was said before a dialog came is not its news.
  const [old] = useState(() => announcement.peek())
  const said = announcement.value
  return (
    <>
      <Toasts toasts={isTop ? notices.value : []} onDismiss={dismiss} />
      <p class="unseen" role="status">
        {said !== old && said.text}
      </p>
    </>
  )
}
