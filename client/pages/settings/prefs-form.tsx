import type { Prefs, Theme } from '../../state/prefs.ts'
import { Check, Chips } from '../../ui/choice.tsx'

type PrefsFormProps = { prefs: Prefs; onPref: <Name extends keyof Prefs>(name: Name, value: Prefs[Name]) => void }

const themes: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** How this device likes it. It applies at once. */
export function PrefsForm({ prefs, onPref }: PrefsFormProps) {
  return (
    <div class="stack">
      <Chips legend="Colours" value={prefs.theme} options={themes} onValue={(theme) => onPref('theme', theme)} />
      <div>
        <Check
          label="Enter sends a message"
          hint="Shift and Enter break the line. Without this, Enter breaks it and Ctrl with Enter sends."
          isChecked={prefs.enterSends}
          onChange={(isOn) => onPref('enterSends', isOn)}
        />
        <Check
          label="Single letters are keys"
          hint="While nobody types, r answers, e changes your last message, ? shows them all."
          isChecked={prefs.letterKeys}
          onChange={(isOn) => onPref('letterKeys', isOn)}
        />
      </div>
    </div>
  )
}
