import type { ComponentChildren } from 'preact'
import type { Invite } from '../../shared/circles.ts'
import { InviteLink } from '../pages/care/invite-link.tsx'
import { InviteMaker } from '../pages/care/invite-maker.tsx'
import { shareText } from '../pages/care/invite-words.ts'
import { InvitesView } from '../pages/care/invites-view.tsx'
import { RemoveDialog, RoleDialog } from '../pages/care/members.tsx'
import { MembersView } from '../pages/care/members-view.tsx'
import { TableDialog } from '../pages/care/table-dialog.tsx'
import { TablesView } from '../pages/care/tables-view.tsx'
import { CareView, type CareTab } from '../pages/care/view.tsx'
import { draftOf } from '../pages/circle-draft.ts'
import { CircleForm } from '../pages/circle-form.tsx'
import { FirstSteps } from '../pages/first-steps.tsx'
import { AddDevice } from '../pages/settings/add-device.tsx'
import { DeviceCode } from '../pages/settings/device-code.tsx'
import { EmailForm } from '../pages/settings/email-form.tsx'
import { LeaveCircle } from '../pages/settings/leave-circle.tsx'
import { PasskeysView } from '../pages/settings/passkeys-view.tsx'
import { PrefsForm } from '../pages/settings/prefs-form.tsx'
import { SignInsView } from '../pages/settings/sign-ins-view.tsx'
import { ProveIt } from '../pages/settings/ways-in.tsx'
import { prefs, setPref } from '../state/prefs.ts'
import { Page } from '../ui/page.tsx'
import { adaId, circle, facts, idOf, invite, nameById, now, people } from './samples.ts'
import type { Views } from './views.ts'

const nothing = () => {}
const done = async () => null
const day = 24 * 3_600_000
const nameOf = (memberId: string) => nameById[memberId] ?? 'Somebody'

const invites: Invite[] = (['open', 'used', 'revoked', 'expired', 'over'] as const).map((state, i) => ({
  inviteId: idOf(400 + i),
  addressee: ['Chloe', 'Hugo', 'Iris', 'Jonas', 'Kira'][i]!,
  reason: invite.reason,
  inviterId: adaId,
  usedByName: null,
  guestAt: state === 'over' ? 'Critique: the ferry essay' : null,
  madeAt: now - i * 5 * day,
  expiresAt: now + (14 - i * 5) * day,
  state,
}))

const care = (tab: CareTab, children: ComponentChildren, isSteward = true) => (
  <CareView circle={circle} isSteward={isSteward} tab={tab} onTab={nothing}>
    {children}
  </CareView>
)
const members = <MembersView members={circle.members} myId={adaId} canChange onRole={nothing} onRemove={nothing} />
const maker = <InviteMaker isBusy={false} problem={null} onInvite={async () => true} />
const tables = <TablesView rooms={circle.rooms} onOpen={nothing} onChange={nothing} onClose={nothing} />
const ben = circle.members[1]!
const made = {
  addressee: 'Chloe',
  link: 'http://127.0.0.1:3000/join#aB3dE6gH9jK2mN5pQ8sT1vW4',
  expiresAt: now + 14 * day,
}
const qr =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="black" d="M0 0h3v3H0zM5 0h3v3H5zM0 5h3v3H0zM4 4h2v1H4zM6 6h1v2H6z"/></svg>'

const passkey = { passkeyId: idOf(300), label: 'Firefox on Android', madeAt: now - 9e9, usedAt: now - 6e5 }
const keys = {
  place: 'https://kith.example',
  isPossible: true,
  isBusy: false,
  now,
  onAdd: nothing,
  onRename: nothing,
  onRemove: nothing,
}
const signIn = { signInId: idOf(310), label: 'Firefox on Linux', madeAt: now - 9e9, seenAt: now - 9e7, isThis: true }
const ends = { onEnd: async () => null, onEndOthers: async () => null }

export const careViews: Views = {
  'care-members': () => care('members', members),
  'care-role': () => care('members', <RoleDialog circle={circle} member={ben} to="steward" onClose={nothing} />),
  'care-remove': () => care('members', <RemoveDialog circle={circle} member={ben} onClose={nothing} />),
  'care-invites': () =>
    care(
      'invites',
      <>
        {maker}
        <InvitesView invites={invites} line={people.slice(6, 8)} nameOf={nameOf} onRevoke={nothing} />
      </>,
    ),
  'care-invites-empty': () =>
    care(
      'invites',
      <>
        {maker}
        <InvitesView invites={[]} line={[]} nameOf={nameOf} onRevoke={nothing} />
      </>,
    ),
  'care-invite-link': () =>
    care(
      'invites',
      <InviteLink made={made} words={shareText(made.addressee, facts.name, 'Sunday')} onDone={nothing} />,
    ),
  'care-tables': () => care('tables', tables, false),
  'care-tables-empty': () =>
    care('tables', <TablesView rooms={[]} onOpen={nothing} onChange={nothing} onClose={nothing} />),
  'care-table-dialog': () =>
    care(
      'tables',
      <TableDialog
        title="Open a table"
        confirm="Open it"
        begin={{ name: '', capacity: 12 }}
        onConfirm={done}
        onClose={nothing}
      />,
    ),
  'care-facts': () =>
    care(
      'circle',
      <section class="sheet">
        <CircleForm begin={draftOf(facts)} submit="Save" isBusy={false} refusal={null} onSubmit={nothing} />
      </section>,
    ),
  settings: () => (
    <Page title="Settings">
      <h1>Settings</h1>
      <section class="card">
        <PrefsForm prefs={prefs.value} onPref={setPref} />
      </section>
      <section class="card">
        <EmailForm hasEmail={false} />
      </section>
      <section class="card stack">
        <AddDevice />
        <DeviceCode
          made={{ code: 'HK4T-9QXM', link: 'http://127.0.0.1:3000/sign-in/HK4T', qr, expiresAt: now + 600_000 }}
        />
      </section>
      <section class="card stack">
        <FirstSteps isSent={false} onSent={nothing} onDone={nothing} />
      </section>
    </Page>
  ),
  'settings-ways-in': () => (
    <Page title="Settings">
      <h1>Settings</h1>
      <section class="card section">
        <PasskeysView {...keys} passkeys={[passkey, { ...passkey, passkeyId: idOf(301), usedAt: null }]} />
        <ProveIt canShow onProved={nothing} />
      </section>
      <section class="card section">
        <SignInsView signIns={[signIn, { ...signIn, signInId: idOf(311), isThis: false }]} now={now} {...ends} />
      </section>
    </Page>
  ),
  'settings-no-passkeys': () => (
    <Page title="Settings">
      <h1>Settings</h1>
      <section class="card section">
        <PasskeysView {...keys} passkeys={[]} place={null} isPossible={false} />
        <SignInsView signIns={[signIn]} now={now} {...ends} />
      </section>
    </Page>
  ),
  'settings-leave': () => (
    <Page title="Leave">
      <h1>Settings</h1>
      <LeaveCircle circleId={circle.circleId} circleName={facts.name} onClose={nothing} />
    </Page>
  ),
}
