import { useEffect } from 'preact/hooks'
import { circle, circleRefusal, isFacilitator, openCircle } from '../state/circle.ts'
import { myId } from '../state/me.ts'
import { presenceOf } from '../state/presence.ts'
import { paths } from '../router.ts'
import { AboutView } from './about-view.tsx'
import { Nothing } from './nothing.tsx'

/** What the circle is, who is in it, and where things happen. */
export function AboutPage({ circleId }: { circleId: string }) {
  useEffect(() => openCircle(circleId), [circleId])
  if (circleRefusal.value && !circle.value) return <Nothing refusal={circleRefusal.value} back={paths.home()} />
  const state = circle.value?.circleId === circleId ? circle.value : null
  return <AboutView circle={state} myId={myId.value} canCare={isFacilitator.value} presenceOf={presenceOf} />
}
