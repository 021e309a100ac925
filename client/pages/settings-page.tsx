import '../styles/circle.css'
import { paths } from '../router.ts'
import { me, signOut } from '../state/me.ts'
import { prefs, setPref } from '../state/prefs.ts'
import { refusalText } from '../state/refusal-text.ts'
import { LinkButton } from '../ui/button.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Page } from '../ui/page.tsx'
import { AddDevice } from './settings/add-device.tsx'
import { CircleSettings } from './settings/circle-settings.tsx'
import { EmailForm } from './settings/email-form.tsx'
import { PrefsForm } from './settings/prefs-form.tsx'
import { SignOut } from './settings/sign-out.tsx'
import { WaysIn } from './settings/ways-in.tsx'

/** What a member decides for themselves. */
export function SettingsPage() {
  const known = me.value
  if (!known) return null
  return (
    <Page title="Settings" kind="settings">
      <PageHead title="Settings" back={{ href: paths.home(), label: 'Your circles' }} />
      <section class="card section" aria-labelledby="look">
        <h2 id="look">This device</h2>
        <PrefsForm prefs={prefs.value} onPref={setPref} />
      </section>
      <section class="card section" aria-labelledby="email">
        <h2 id="email">Coming back</h2>
        <EmailForm hasEmail={known.hasEmail} />
      </section>
      <WaysIn />
      <section class="card section" aria-labelledby="devices">
        <h2 id="devices">Another device</h2>
        <AddDevice />
      </section>
      <section class="card section" aria-labelledby="circles">
        <div class="section-head">
          <h2 id="circles">Your circles</h2>
          <LinkButton look="plain" icon="add" href={paths.start()}>
            Open a circle
          </LinkButton>
        </div>
        {known.circles.length === 0 && <p class="hint">You are in no circle.</p>}
        {known.circles.map(({ circleId, name }) => (
          <CircleSettings key={circleId} circleId={circleId} circleName={name} />
        ))}
      </section>
      <SignOut
        onSignOut={async () => {
          const refusal = await signOut()
          return refusal && refusalText(refusal)
        }}
      />
    </Page>
  )
}
