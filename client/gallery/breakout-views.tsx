import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { ChoosingView } from '../breakouts/choosing-view.tsx'
import { ComposerView, usualSettings } from '../breakouts/composer-view.tsx'
import { begun, emptyDraft, redone, stepped, undone, type Draft } from '../breakouts/draft.ts'
import { OfferForm } from '../breakouts/offer-form.tsx'
import { PreparedRound } from '../breakouts/prepared-round.tsx'
import { cleared, movePerson, rename, resized } from '../breakouts/plan.ts'
import { changedText } from '../breakouts/words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { idOf, nameById, now, people } from './samples.ts'
import type { Views } from './views.ts'

const nothing = () => {}
const ids = people.map(({ memberId }) => memberId)
const nameOf = (memberId: string) => nameById[memberId] ?? 'Somebody'
const lines = [
  'meets 5 of 6 for the first time; note-taker, last served in March',
  'meets all 6 for the first time; leads for the first time',
  'meets 4 of 6 for the first time',
  'has met all 6 before; kept together with one other',
]

function draftOf(groups: string[][], change: Partial<Draft> = {}, sittingOut: string[] = []): Draft {
  const plan = {
    groups: groups.map((memberIds, i) => ({ name: `Breakout ${i + 1}`, memberIds })),
    sittingOut,
    unplaced: [],
  }
  const reasons = Object.fromEntries(groups.flatMap((group) => group.map((id, i) => [id, lines[i] ?? lines[2]!])))
  return { ...emptyDraft, plan, said: { ...emptyDraft.said, reasons, counts: [2], hasLast: true }, ...change }
}

const two = draftOf([ids.slice(0, 7), ids.slice(7, 15)], {}, [ids[15]!])
const eleven = draftOf([ids.slice(0, 11)])

export const breakoutViews: Views = {
  breakouts: () => <Live begin={two} />,
  'breakouts-rules': () => (
    <Live
      begin={{
        ...two,
        fixed: ids.slice(2, 4),
        rules: {
          ...two.rules,
          mode: 'meet-new',
          duties: true,
          together: [ids.slice(3, 5)],
          tags: { [ids[0]!]: 'new here', [ids[8]!]: 'new here' },
        },
      }}
      tags={['new here']}
    />
  ),
  'breakouts-by-hand': () => (
    <Live begin={{ ...two, plan: cleared(two.plan), rules: { ...two.rules, mode: 'by-hand' } }} />
  ),
  'breakouts-changed': () => (
    <Live begin={two} changed={changedText({ came: [ids[15]!], left: ids.slice(2, 4) }, nameOf) ?? ''} />
  ),
  'breakouts-refused': () => (
    <Live
      begin={two}
      problem="Not all of this can be kept at once. It could with 9 + 9."
      ways={[{ sizes: [9, 9], label: '9 + 9' }]}
    />
  ),
  'breakouts-eleven': () => (
    <Live
      begin={{
        ...eleven,
        said: {
          ...eleven.said,
          counts: [],
          nearest: [
            { sizes: [11], label: 'one breakout of 11' },
            { sizes: [6, 5], label: 'breakouts of 6 and 5' },
          ],
        },
      }}
    />
  ),
  'breakouts-prepared': () => (
    <InDialog title="Prepare breakouts">
      <ul class="lines">
        {[
          { name: 'Pairs for the door', opensAfter: null, passOn: false, startedAt: null },
          { name: 'First readings', opensAfter: 20, passOn: false, startedAt: null },
          { name: 'Second readings', opensAfter: 45, passOn: true, startedAt: now - 12 * 60_000 },
        ].map(({ name, opensAfter, passOn, startedAt }, i) => (
          <PreparedRound
            key={name}
            one={{
              preparedId: idOf(810 + i),
              name,
              madeAt: now,
              forSession: startedAt !== null,
              plan: { breakouts: two.plan.groups, task: '', minutes: 15, passOn },
              opensAfter,
              opensAt: startedAt && opensAfter && startedAt + opensAfter * 60_000,
            }}
            startedAt={startedAt}
            now={now}
            onTake={nothing}
            onRemove={nothing}
            onSchedule={nothing}
          />
        ))}
      </ul>
    </InDialog>
  ),
  'breakouts-offer': () => (
    <InDialog title="Open breakouts">
      <OfferForm people={14} hasCards isBusy={false} problem={null} onOffer={nothing} />
    </InDialog>
  ),
  'breakouts-choosing': () => (
    <main>
      <h1 class="unseen">Breakouts</h1>
      <ChoosingView
        round={{
          roundId: idOf(400),
          parentId: idOf(401),
          no: 1,
          task: '',
          endsAt: now + 900_000,
          asked: null,
          connected: [],
          duties: {},
          breakouts: [
            { roomId: idOf(402), name: 'Openings', memberIds: ids.slice(0, 3), seats: 4 },
            { roomId: idOf(403), name: 'Endings', memberIds: ids.slice(3, 7), seats: 4 },
            { roomId: idOf(404), name: 'Middles', memberIds: [], seats: 6 },
          ],
        }}
        until={now + 90_000}
        me={ids[0]!}
        nameOf={nameOf}
        isBusy={false}
        problem={null}
        onChoose={nothing}
      />
    </main>
  ),
  'breakouts-nobody': () => <Live begin={{ ...draftOf([]), said: emptyDraft.said }} />,
}

export const InDialog = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <main>
    <h1 class="unseen">Breakouts</h1>
    <Dialog title={title} isWide onClose={nothing}>
      {children}
    </Dialog>
  </main>
)

type LiveProps = {
  begin: Draft
  changed?: string
  problem?: string
  ways?: { sizes: number[]; label: string }[]
  tags?: string[]
}

/** The composer without a server: people move, and nothing is put right. */
function Live({ begin, changed, problem, ways = [], tags: named = [] }: LiveProps) {
  const [history, setHistory] = useState(begun(begin))
  const [tags, setTags] = useState(named)
  const [settings, setSettings] = useState(usualSettings)
  const { now } = history
  const step = (change: Partial<Draft>) => setHistory(stepped(history, { ...now, ...change }))
  return (
    <InDialog title="Open breakouts">
      <ComposerView
        draft={now}
        settings={settings}
        changed={changed ?? null}
        isBusy={false}
        problem={problem ?? null}
        ways={ways}
        tags={tags}
        nameOf={nameOf}
        onTags={setTags}
        onRules={(change) => step({ rules: { ...now.rules, ...change } })}
        onResize={(count) => step({ plan: resized(now.plan, count) })}
        onWay={nothing}
        onMove={(id, to) => step({ plan: movePerson(now.plan, id, to), fixed: [...now.fixed, id] })}
        onRelease={(id) => step({ fixed: now.fixed.filter((other) => other !== id) })}
        onTag={(id, tag) => step({ rules: { ...now.rules, tags: { ...now.rules.tags, [id]: tag ?? '' } } })}
        onRename={(index, name) => step({ plan: rename(now.plan, index, name) })}
        onRefresh={nothing}
        onShuffle={nothing}
        onClear={() => step({ plan: cleared(now.plan), fixed: [] })}
        onUndo={history.past.length > 0 ? () => setHistory(undone(history)) : null}
        onRedo={history.future.length > 0 ? () => setHistory(redone(history)) : null}
        onSettings={(change) => setSettings({ ...settings, ...change })}
        onOpen={nothing}
      />
    </InDialog>
  )
}
