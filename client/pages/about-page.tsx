import { useLocation } from 'preact-iso/router'
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
  const state = circle.value?.circleId === circleId ? circle.value : null
  const { url } = useLocation()
  useEffect(() => focusPerson(location.hash), [url, state === null])
  if (circleRefusal.value && !circle.value) return <Nothing refusal={circleRefusal.value} back={paths.home()} />
  return <AboutView circle={state} myId={myId.value} canCare={isFacilitator.value} presenceOf={presenceOf} />
}

/** An address with `#p-<memberId>` leads to the line of one person. */
function focusPerson(hash: string): void {
  const line = /^#p-[\w-]+$/.test(hash) ? document.querySelector<HTMLElement>(hash) : null
  if (!line) return
  line.tabIndex = -1
  line.focus()
}
