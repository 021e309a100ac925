import lazy, { ErrorBoundary } from 'preact-iso/lazy'
import type { FunctionComponent } from 'preact'

/** A view whose code is fetched when it is first shown; until then there is nothing in its place. */
export function late<Props extends object>(load: () => Promise<FunctionComponent<Props>>): FunctionComponent<Props> {
  const View = lazy(load)
  return (props) => (
    <ErrorBoundary>
      <View {...props} />
    </ErrorBoundary>
  )
}
