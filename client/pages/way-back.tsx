import { useComputed } from '@preact/signals'
import lazy, { ErrorBoundary } from 'preact-iso/lazy'
import { me, myId } from '../state/me.ts'
import { transcript } from '../state/room.ts'

const FirstSteps = lazy(() => import('./first-steps.tsx').then((module) => module.FirstSteps))

/** After somebody's first words: the question about a way back. Its code comes only to those who have none yet. */
export function WayBack() {
  const hasSpoken = useComputed(
    () => transcript.value?.messages.some((message) => message.memberId === myId.value) ?? false,
  )
  if (me.value?.hasEmail !== false || !hasSpoken.value) return null
  return (
    <ErrorBoundary>
      <FirstSteps hasSpoken />
    </ErrorBoundary>
  )
}
