import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { ComposerView, type Preview, type Settings } from '../breakouts/composer-view.tsx'
import { movePerson, recut, rename, type Plan } from '../breakouts/plan.ts'
import { changedText } from '../breakouts/words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { nameById, people } from './samples.ts'
import type { Views } from './views.ts'

const nothing = () => {}
const ids = people.map(({ memberId }) => memberId)
const nameOf = (memberId: string) => nameById[memberId] ?? 'Somebody'

const planOf = (groups: string[][], sittingOut: string[] = []): Plan => ({
  groups: groups.map((memberIds, i) => ({ name: `Breakout ${i + 1}`, memberIds })),
  sittingOut,
})

export const breakoutViews: Views = {
  breakouts: () => (
    <Live begin={planOf([ids.slice(0, 7), ids.slice(7, 15)], [ids[15]!])} preview={{ counts: [2], nearest: [] }} />
  ),
  'breakouts-changed': () => (
    <Live
      begin={planOf([ids.slice(0, 7), ids.slice(7, 15)])}
      preview={{ counts: [2], nearest: [] }}
      changed={changedText({ came: [ids[15]!], left: ids.slice(2, 4) }, nameOf)}
    />
  ),
  'breakouts-eleven': () => (
    <Live
      begin={planOf([ids.slice(0, 11)])}
      preview={{
        counts: [],
        nearest: [
          { sizes: [11], label: 'one breakout of 11' },
          { sizes: [6, 5], label: 'breakouts of 6 and 5' },
        ],
      }}
    />
  ),
  'breakouts-nobody': () => <Live begin={planOf([])} preview={{ counts: [], nearest: [] }} />,
}

/** As it stands on the screen: over a page. */
export const InDialog = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <main>
    <h1 class="unseen">Breakouts</h1>
    <Dialog title={title} isWide onClose={nothing}>
      {children}
    </Dialog>
  </main>
)

function Live({ begin, preview, changed = null }: { begin: Plan; preview: Preview; changed?: string | null }) {
  const [plan, setPlan] = useState(begin)
  const [settings, setSettings] = useState<Settings>({ task: '', minutes: 15, override: false })
  return (
    <InDialog title="Open breakouts">
      <ComposerView
        plan={plan}
        preview={preview}
        settings={settings}
        changed={changed}
        isBusy={false}
        problem={null}
        nameOf={nameOf}
        onMove={(memberId, to) => setPlan(movePerson(plan, memberId, to))}
        onRename={(index, name) => setPlan(rename(plan, index, name))}
        onCount={nothing}
        onSizes={(sizes) => setPlan(recut(plan, sizes))}
        onShuffle={nothing}
        onSettings={(change) => setSettings({ ...settings, ...change })}
        onOpen={nothing}
      />
    </InDialog>
  )
}
