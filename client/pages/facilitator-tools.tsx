import lazy, { ErrorBoundary } from 'preact-iso/lazy'
import type { RoomState } from '../../shared/rooms.ts'

const BreakoutTools = lazy(() => import('../breakouts/breakout-tools.tsx').then((module) => module.BreakoutTools))

/** The host's tools for rounds; their code comes only to those who lead. */
export function FacilitatorTools({ state }: { state: RoomState }) {
  return (
    <ErrorBoundary>
      <BreakoutTools state={state} />
    </ErrorBoundary>
  )
}
