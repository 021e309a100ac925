import { run } from '../api/run.ts'
import { navigate, paths } from '../router.ts'
import { useDoing } from '../state/doing.ts'
import { loadMe } from '../state/me.ts'
import { StartView } from './start-view.tsx'

/** Opens a circle and goes to its care page, where the first people are invited. */
export function StartPage() {
  const { isBusy, refusal, go } = useDoing()
  return (
    <StartView
      isBusy={isBusy}
      refusal={refusal}
      onOpen={async (facts) => {
        const opened = await go(() => run('circle:open', { facts }))
        if (!opened) return
        await loadMe()
        navigate(paths.care(opened.circleId))
      }}
    />
  )
}
