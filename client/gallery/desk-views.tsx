import '../pages/table-page.css'
import { KeepRound } from '../breakouts/keep-round.tsx'
import { LeftCards } from '../breakouts/left-cards.tsx'
import { OutcomeDialog } from '../breakouts/outcome-dialog.tsx'
import { PreparedRounds } from '../breakouts/prepared-rounds.tsx'
import { SafetyView } from '../pages/safety-calls.tsx'
import { leftCards } from '../state/left-cards.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Page } from '../ui/page.tsx'
import { Thread } from '../ui/thread.tsx'
import { InDialog } from './breakout-views.tsx'
import { adaId, idOf, nameById, now, people } from './samples.ts'
import type { Views } from './views.ts'

const nothing = () => {}
const again = () => Promise.resolve()
const minute = 60_000
const ids = people.map(({ memberId }) => memberId)
const nameOf = (memberId: string) => nameById[memberId] ?? 'Somebody'

const open = {
  helpId: idOf(900),
  tableId: idOf(401),
  tableName: 'Kitchen',
  memberId: ids[2]!,
  text: 'Please come quietly.',
  about: [ids[4]!],
  calledAt: now - 90 * minute,
  claimedBy: adaId,
  settledAt: null,
  mayWrite: true,
  outcome: null,
  outcomeBy: null,
  doneAt: null,
}
const closed = {
  ...open,
  helpId: idOf(901),
  memberId: adaId,
  mayWrite: false,
  outcome: 'We spoke with both after the round, and look at it again next week.',
  outcomeBy: ids[1]!,
  doneAt: now - 30 * minute,
}
const said = [
  { id: 'a', by: nameOf(ids[1]!), isMine: false, text: 'Would you begin? Somebody has to.', at: now - 3 * minute },
  { id: 'b', by: '', isMine: true, text: 'Gladly, give me a minute.', at: now - 2 * minute },
]

export const deskViews: Views = {
  'safety-calls': () => (
    <Page title="Calls for safety">
      <h1>Calls for safety</h1>
      <SafetyView calls={[open, closed]} me={adaId} nameOf={nameOf} onWrite={nothing} />
    </Page>
  ),
  'safety-outcome': () => (
    <main>
      <h1 class="unseen">Calls for safety</h1>
      <OutcomeDialog call={open} onDone={nothing} onClose={nothing} />
    </main>
  ),
  'aside-thread': () => (
    <main>
      <h1 class="unseen">Asides</h1>
      <Dialog title="Between you and the hosts" onClose={nothing}>
        <Thread label="What was said" said={said} />
      </Dialog>
    </main>
  ),
  'card-left': () => {
    const lines = ['Begin where it hurts', 'Who is it written for']
    leftCards.value = [{ circleId: idOf(1), roomId: idOf(500), name: 'Openings', lines }]
    return (
      <Page title="A card that was left">
        <h1>A card that was left</h1>
        <LeftCards roomId={idOf(501)} />
      </Page>
    )
  },
  'breakouts-prepared-none': () => (
    <InDialog title="Prepare breakouts">
      <PreparedRounds roomId={idOf(401)} prepared={[]} isOpen startedAt={null} onTake={nothing} onChanged={again} />
      <KeepRound roomId={idOf(401)} plan={null} onKept={again} />
    </InDialog>
  ),
}
