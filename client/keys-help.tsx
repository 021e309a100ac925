import { isHelpOpen, keyWords } from './keys.ts'
import { setPref, prefs } from './state/prefs.ts'
import { Check } from './ui/choice.tsx'
import { Dialog } from './ui/dialog.tsx'

/** The keys and what they do, with the switch for those who would rather not have them. */
export function KeysHelp() {
  return (
    <Dialog title="Keys" onClose={() => (isHelpOpen.value = false)}>
      <dl class="keys">
        {keyWords.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <Check
        label="Single letters are keys"
        hint="Switch them off if you steer by voice, or press them by accident."
        isChecked={prefs.value.letterKeys}
        onChange={(isOn) => setPref('letterKeys', isOn)}
      />
    </Dialog>
  )
}
