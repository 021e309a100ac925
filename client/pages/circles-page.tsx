import { useEffect } from 'preact/hooks'
import { navigate, paths } from '../router.ts'
import { me } from '../state/me.ts'
import { useNewsOfLines } from '../state/waiting.ts'
import { CirclesView } from './circles-view.tsx'

/** All circles of the member; with one only, straight to its table. */
export function CirclesPage() {
  useNewsOfLines()
  const known = me.value
  const isElsewhere = known?.guestAt.some(({ endedAt }) => endedAt === null) ?? false
  const only = known?.circles.length === 1 && known.inLine.length === 0 && !isElsewhere ? known.circles[0]! : null
  useEffect(() => {
    if (only) navigate(paths.table(only.circleId), true)
  }, [only?.circleId])
  return <CirclesView me={only ? undefined : known} />
}
