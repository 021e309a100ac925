import { useEffect, useState } from 'preact/hooks'
import type { CircleState } from '../../shared/circles.ts'
import { paths } from '../router.ts'
import { circle, circleRefusal, isFacilitator, myRole, openCircle } from '../state/circle.ts'
import { LoadingPage } from '../ui/page.tsx'
import { CareFacts } from './care/facts.tsx'
import { CareInvites } from './care/invites.tsx'
import { CareMembers } from './care/members.tsx'
import { CareTables } from './care/tables.tsx'
import { CareView, type CareTab } from './care/view.tsx'
import { Nothing } from './nothing.tsx'

/** Where stewards, and for the tables facilitators, look after a circle. */
export function CarePage({ circleId }: { circleId: string }) {
  useEffect(() => openCircle(circleId), [circleId])
  const state = circle.value?.circleId === circleId ? circle.value : null
  if (circleRefusal.value && !state) return <Nothing refusal={circleRefusal.value} back={paths.home()} />
  if (!state) {
    return <LoadingPage title="Circle care" width="wide" label="Opening circle care" />
  }
  if (!isFacilitator.value) {
    return <Nothing refusal={{ code: 'forbidden', details: {} }} back={paths.table(circleId)} />
  }
  return <Care circle={state} isSteward={myRole.value === 'steward'} />
}

function Care({ circle: state, isSteward }: { circle: CircleState; isSteward: boolean }) {
  // Where nobody else is yet, inviting is what comes next; it stays on the screen when the first have come.
  const [chosen, setTab] = useState<CareTab>(state.members.length === 1 ? 'invites' : 'members')
  const tab = isSteward || chosen === 'members' ? chosen : 'tables'
  return (
    <CareView circle={state} isSteward={isSteward} tab={tab} onTab={setTab}>
      {tab === 'members' && <CareMembers circle={state} isSteward={isSteward} />}
      {tab === 'invites' && <CareInvites circle={state} />}
      {tab === 'tables' && <CareTables circle={state} />}
      {tab === 'circle' && <CareFacts circle={state} />}
    </CareView>
  )
}
