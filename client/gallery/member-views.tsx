import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { HelpDialog } from '../breakouts/help-dialog.tsx'
import type { Call } from '../breakouts/help-words.ts'
import { WishesView } from '../pages/settings/wishes-view.tsx'
import { TogetherView } from '../pages/together-view.tsx'
import { TurnDialog } from '../room/turn-dialog.tsx'
import { calls } from '../state/desk.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Page } from '../ui/page.tsx'
import { kitchen, round, staged } from './room-views.tsx'
import { adaId, idOf, now, people } from './samples.ts'
import type { Views } from './views.ts'

const nothing = () => {}
const [openings] = round.breakouts
const inBreakout = {
  ...kitchen,
  ...openings!,
  kind: 'breakout' as const,
  capacity: 10,
  parentId: kitchen.roomId,
  session: null,
}

const call = (no: number, more: Partial<Call>): Call => ({
  helpId: idOf(700 + no),
  roomId: inBreakout.roomId,
  memberId: adaId,
  kind: 'stuck',
  text: '',
  about: [],
  calledAt: now,
  askedId: idOf(2),
  claimedBy: null,
  settledAt: null,
  ...more,
})

const named = people.slice(1)
const wishing = { others: named, isBusy: false, onKeepApart: nothing, onForget: nothing }
const nameOf = (memberId: string) => people.find((person) => person.memberId === memberId)?.name ?? 'Somebody'
const evening = {
  sessionId: idOf(200),
  title: 'Critique: the ferry essay',
  roomName: 'Kitchen',
  startedAt: now - 3 * 24 * 3_600_000,
  rounds: [1, 2].map((no) => ({
    no,
    task: no === 1 ? round.task : '',
    breakouts: [0, 1].map((half) => ({
      name: half === 0 ? 'Openings' : 'Endings',
      memberIds: people.filter((_, i) => Math.floor(i / no) % 2 === half).map(({ memberId }) => memberId),
    })),
  })),
}

const Framed = ({ children }: { children: ComponentChildren }) => (
  <main>
    <h1 class="unseen">Settings</h1>
    <Dialog title="Whom you do not sit with" onClose={nothing}>
      {children}
    </Dialog>
  </main>
)

export const memberViews: Views = {
  'member-wishes': () => (
    <Framed>
      <WishesView {...wishing} apart={named.slice(2, 4)} problem={null} />
    </Framed>
  ),
  'member-wishes-none': () => (
    <Framed>
      <WishesView {...wishing} apart={[]} problem="Kith cannot be reached right now." />
    </Framed>
  ),
  'member-together': () => (
    <Page title="Who sat with whom">
      <h1>Who sat with whom</h1>
      <TogetherView sessions={[evening]} myId={adaId} nameOf={nameOf} />
    </Page>
  ),
  'member-together-none': () => (
    <Page title="Who sat with whom">
      <h1>Who sat with whom</h1>
      <TogetherView sessions={[]} myId={adaId} nameOf={nameOf} />
    </Page>
  ),
  'member-called': () => {
    // The room that is shown asks for its calls: these come after it.
    useEffect(() => {
      calls.value = [call(1, {}), call(2, { kind: 'question', askedId: null, claimedBy: idOf(2) })]
    }, [])
    const asked = { memberId: idOf(3), minutes: 5, at: now }
    return staged({ ...inBreakout, round: { ...round, breakouts: [openings!], asked } })
  },
  'member-help': () => (
    <main>
      <h1 class="unseen">Help</h1>
      <HelpDialog
        tableId={idOf(1)}
        people={people.slice(1, 8)}
        onCall={() => Promise.resolve({ ok: false, error: { code: 'closed', details: { reason: 'room_closed' } } })}
        onClose={nothing}
      />
    </main>
  ),
  'member-turn': () => (
    <main>
      <h1 class="unseen">Timer</h1>
      <TurnDialog
        people={people.slice(0, 8)}
        usual={90}
        onSet={() => Promise.resolve({ ok: false, error: { code: 'conflict', details: { reason: 'no_session' } } })}
        onClose={nothing}
      />
    </main>
  ),
}
