import '../../styles/circle.css'
import type { ComponentChildren } from 'preact'
import type { CircleState } from '../../../shared/circles.ts'
import { paths } from '../../router.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Page } from '../../ui/page.tsx'
import { SeatDots } from '../../ui/seats.tsx'
import { Tabs } from '../../ui/tabs.tsx'

export type CareTab = 'members' | 'invites' | 'tables' | 'circle'

type CareViewProps = {
  circle: CircleState
  isSteward: boolean
  tab: CareTab
  onTab: (tab: CareTab) => void
  children: ComponentChildren
}

export function CareView({ circle: { circleId, facts, members }, isSteward, tab, onTab, children }: CareViewProps) {
  const forAll = [
    { key: 'members', label: 'Members' },
    { key: 'tables', label: 'Tables' },
  ] as const
  const forStewards = [
    forAll[0],
    { key: 'invites', label: 'Invites' },
    forAll[1],
    { key: 'circle', label: 'The circle' },
  ] as const
  return (
    <Page title={`Care of ${facts.name}`} width="wide" kind="care">
      <PageHead
        title="Circle care"
        back={{ href: paths.table(circleId), label: facts.name }}
        actions={<SeatDots taken={members.length} capacity={facts.capacity} />}
      />
      <Tabs label="Circle care" tabs={isSteward ? forStewards : forAll} current={tab} onChange={onTab}>
        {children}
      </Tabs>
    </Page>
  )
}
