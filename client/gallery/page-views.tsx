import type { Refusal } from '../../shared/errors.ts'
import { AboutView } from '../pages/about-view.tsx'
import { CirclesView } from '../pages/circles-view.tsx'
import { JoinFailed } from '../pages/join-failed.tsx'
import { JoinLine, JoinView } from '../pages/join-view.tsx'
import { LostPage } from '../pages/lost-page.tsx'
import { Nothing } from '../pages/nothing.tsx'
import { StartView } from '../pages/start-view.tsx'
import { SwitcherView } from '../switcher/switcher-view.tsx'
import { placesOf } from '../switcher/places.ts'
import { adaId, circle, invite, me } from './samples.ts'
import type { Views } from './views.ts'

const nothing = () => {}
const presence = ['here', 'heads-down', 'away', 'here', null] as const
const presenceOf = (memberId: string) => presence[Number(memberId.at(-1)) % presence.length] ?? null
const refusal = (code: Refusal['code'], reason: string): Refusal => ({ code, details: { reason } })
const joining = { isBusy: false, refusal: null, onAccept: nothing }
const failed = (reason: string) => <JoinFailed refusal={refusal('not_found', reason)} onRetry={nothing} />

export const pageViews: Views = {
  'join-loading': () => <JoinView invite={null} {...joining} />,
  join: () => <JoinView invite={invite} {...joining} />,
  'join-signed-in': () => <JoinView invite={{ ...invite, signedInAs: 'Chloe' }} {...joining} />,
  'join-full': () => <JoinView invite={{ ...invite, seatsLeft: 0, inLine: 3 }} {...joining} />,
  'join-name-taken': () => <JoinView invite={invite} {...joining} refusal={refusal('conflict', 'name_taken')} />,
  'join-in-line': () => <JoinLine place={4} circleName={invite.circleName} />,
  'join-used': () => failed('invite_used'),
  'join-revoked': () => failed('invite_revoked'),
  'join-expired': () => failed('invite_expired'),
  'join-unknown': () => failed('invite_unknown'),
  'join-offline': () => <JoinFailed refusal={refusal('unavailable', 'offline')} onRetry={nothing} />,
  start: () => <StartView isBusy={false} refusal={null} onOpen={nothing} />,
  'start-refused': () => (
    <StartView isBusy={false} refusal={refusal('forbidden', 'needs_second_steward')} onOpen={nothing} />
  ),
  'circles-loading': () => <CirclesView me={undefined} />,
  'circles-signed-out': () => <CirclesView me={null} />,
  'circles-empty': () => <CirclesView me={{ ...me, circles: [], inLine: [] }} />,
  'circles-removed': () => (
    <CirclesView
      me={{
        ...me,
        circles: [],
        inLine: [],
        removedFrom: [
          {
            circleId: circle.circleId,
            name: circle.facts.name,
            reason: 'You asked people out again and again.',
            at: me.serverNow,
          },
        ],
      }}
    />
  ),
  circles: () => <CirclesView me={me} />,
  'about-loading': () => <AboutView circle={null} myId={adaId} canCare presenceOf={presenceOf} />,
  about: () => <AboutView circle={circle} myId={adaId} canCare presenceOf={presenceOf} />,
  switcher: () => (
    <SwitcherView places={placesOf({ me, circle, recaps: circle.recaps })} onGo={nothing} onClose={nothing} />
  ),
  'switcher-empty': () => <SwitcherView places={[]} onGo={nothing} onClose={nothing} />,
  lost: () => <LostPage />,
  nothing: () => <Nothing refusal={refusal('not_found', 'room')} />,
  'nothing-yet': () => <Nothing refusal={{ code: 'unavailable', details: {} }} />,
}
