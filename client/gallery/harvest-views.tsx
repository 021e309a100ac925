import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { CardFormView } from '../breakouts/card-form-view.tsx'
import { Versions } from '../breakouts/card-dialog.tsx'
import { CardView } from '../breakouts/card-view.tsx'
import { HandedView } from '../breakouts/handed-on.tsx'
import type { HarvestCard, PostedCard } from '../../shared/harvest.ts'
import { blankCard, formOf, type CardForm, type Clash } from '../state/card-form.ts'
import { postedCards } from '../state/posted-cards.ts'
import { Dialog } from '../ui/dialog.tsx'
import { kitchen, round, staged } from './room-views.tsx'
import { adaId, idOf, nameById, now, people } from './samples.ts'
import type { Views } from './views.ts'

const minute = 60_000
const ids = people.map(({ memberId }) => memberId)
const nothing = () => {}
const nameOf = (memberId: string) => nameById[memberId] ?? 'Somebody'
const openings = round.breakouts[0]!

const card: HarvestCard = {
  headline: 'An opening promises what the ending keeps.',
  insights: ['Three of us start before the story does.', 'Reading aloud finds the second beginning.'],
  decisions: ['We cut to the ferry on page one.'],
  actions: [
    { text: 'Send the shorter opening round by Friday noon', ownerId: ids[1]! },
    { text: 'Ask the library for the room', ownerId: null },
  ],
  question: 'Whom do we trust with a first page?',
  wins: ['Grace read for the first time.'],
}

const posted = (no: number, more: Partial<PostedCard>): PostedCard => ({
  seq: 15 + no,
  at: now - 6 * minute,
  roundId: round.roundId,
  breakoutId: idOf(500 + no),
  name: 'Openings',
  no,
  of: 2,
  memberIds: openings.memberIds,
  version: 3,
  card,
  corrected: null,
  ...more,
})

const writing = { owners: openings.memberIds.map((memberId) => ({ memberId, name: nameOf(memberId) })) }

export const harvestViews: Views = {
  'harvest-posted': () => {
    // The room that is shown brings its own cards: these come after it.
    useEffect(() => {
      postedCards.value = [
        posted(1, { corrected: { memberId: ids[2]!, at: now - 2 * minute } }),
        posted(2, { name: 'Endings', memberIds: ids.slice(7, 14), card: null, version: 0 }),
      ]
    }, [])
    return staged({ ...kitchen, messages: kitchen.messages.slice(0, 3) })
  },
  'harvest-beside': () =>
    staged(
      {
        ...kitchen,
        ...openings,
        kind: 'breakout',
        capacity: 10,
        parentId: kitchen.roomId,
        session: null,
        round: { ...round, breakouts: [{ ...openings, handed: { breakoutId: idOf(503), name: 'Endings' } }] },
      },
      <CardFormView {...writing} form={formOf(card)} clashes={[]} onEdit={nothing} onSettle={nothing} />,
    ),
  'harvest-handed': () => (
    <Framed title="Our card">
      <HandedView name="Endings" card={card} nameOf={nameOf} />
      <CardFormView {...writing} form={formOf(blankCard)} clashes={[]} onEdit={nothing} onSettle={nothing} />
    </Framed>
  ),
  'harvest-handed-nothing': () => (
    <Framed title="Our card">
      <HandedView name="Endings" card={null} nameOf={nameOf} />
    </Framed>
  ),
  'harvest-card': () => <Live begin={formOf(card)} />,
  'harvest-card-empty': () => <Live begin={formOf(blankCard)} />,
  'harvest-card-clash': () => (
    <Live begin={formOf(card)} clashes={[{ field: 'headline', theirs: 'An opening is a promise.' }]} />
  ),
  'harvest-versions': () => (
    <Framed title="Card of Openings">
      <CardView card={card} nameOf={nameOf} />
      <Versions
        onOpen={nothing}
        history={[
          { version: 3, memberId: ids[1]!, at: now - 2 * minute, card },
          { version: 2, memberId: adaId, at: now - 9 * minute, card: { ...card, wins: [], actions: [] } },
          {
            version: 1,
            memberId: ids[2]!,
            at: now - 14 * minute,
            card: { ...blankCard, headline: 'An opening promises.' },
          },
        ]}
      />
    </Framed>
  ),
}

const Framed = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <main>
    <h1 class="unseen">Harvest</h1>
    <Dialog title={title} onClose={nothing}>
      {children}
    </Dialog>
  </main>
)

function Live({ begin, clashes = [] }: { begin: CardForm; clashes?: Clash[] }) {
  const [form, setForm] = useState(begin)
  const [open, setOpen] = useState(clashes)
  return (
    <Framed title="Our card">
      <CardFormView
        form={form}
        clashes={open}
        {...writing}
        onEdit={(change) => setForm({ ...form, ...change })}
        onSettle={(field) => setOpen(open.filter((clash) => clash.field !== field))}
      />
    </Framed>
  )
}
