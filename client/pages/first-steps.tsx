import '../styles/circle.css'
import { useState } from 'preact/hooks'
import { me } from '../state/me.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { EmailForm } from './settings/email-form.tsx'

const key = 'kith:email-later'

/**
 * After somebody's first message: would they like to leave an address to come back by? Asked once, may be skipped. Shows
 * nothing to those who have one, have skipped it, or have not spoken yet.
 */
export function FirstSteps({ hasSpoken }: { hasSpoken: boolean }) {
  const [isLater, setLater] = useState(() => localStorage.getItem(key) !== null)
  if (!hasSpoken || isLater || !me.value || me.value.hasEmail) return null
  const later = () => {
    localStorage.setItem(key, '1')
    setLater(true)
  }
  return <FirstStepsView name={me.value.name} onLater={later} />
}

export function FirstStepsView({ name, onLater }: { name: string; onLater: () => void }) {
  return (
    <aside class="card stack-tight first-steps" aria-label="A way back">
      <p class="row">
        <Icon name="mail" />
        <b>Good to hear you, {name}. Shall we keep a way back for you?</b>
      </p>
      <EmailForm hasEmail={false} />
      <div class="row">
        <Button look="plain" onClick={onLater}>
          Not now
        </Button>
        <span class="hint">You find it again in the settings.</span>
      </div>
    </aside>
  )
}
