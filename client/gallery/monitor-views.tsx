import { useState } from 'preact/hooks'
import type { LateRule } from '../../shared/composing.ts'
import { DeskOutcome } from '../breakouts/desk-outcome.tsx'
import type { Breakout, Call } from '../breakouts/desk-words.ts'
import { HelpQueue } from '../breakouts/help-queue.tsx'
import { MonitorView } from '../breakouts/monitor-view.tsx'
import { TimeMenu } from '../breakouts/time-menu.tsx'
import { WordForm } from '../breakouts/word-form.tsx'
import { serverTime } from '../api/clock.ts'
import { Button } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { InDialog } from './breakout-views.tsx'
import { adaId, idOf, nameById, now, people } from './samples.ts'
import type { Views } from './views.ts'

const nothing = () => {}
const minute = 60_000
const ids = people.map(({ memberId }) => memberId)
const nameOf = (memberId: string) => nameById[memberId] ?? 'Somebody'
const endsAt = now + 9 * minute

const openings: Breakout = {
  roomId: idOf(500),
  name: 'Openings',
  memberIds: ids.slice(1, 7),
  hereIds: ids.slice(1, 6),
  outIds: [ids[5]!],
  silentIds: [ids[3]!, ids[6]!],
  visitorIds: [],
  connectedIds: [],
  messages: 14,
  lastSaidAt: now - 70_000,
  endsAt,
  asked: null,
  notes: { headline: 'Begin where it hurts', savedAt: now - 3 * minute },
  duties: { [ids[2]!]: 'leader', [ids[4]!]: 'note-taker' },
}
const endings: Breakout = {
  ...openings,
  roomId: idOf(501),
  name: 'Endings',
  memberIds: ids.slice(7, 15),
  hereIds: ids.slice(7, 15),
  outIds: [],
  silentIds: ids.slice(7, 15),
  visitorIds: [adaId],
  messages: 0,
  lastSaidAt: null,
  notes: null,
  duties: {},
}

const call = (n: number, change: Partial<Call>): Call => ({
  helpId: idOf(700 + n),
  roomId: openings.roomId,
  memberId: ids[n]!,
  kind: 'stuck',
  text: '',
  about: [],
  calledAt: now - n * 2 * minute,
  askedId: null,
  claimedBy: null,
  settledAt: null,
  ...change,
})
const calls = [
  call(5, { kind: 'safety', roomId: endings.roomId, about: [ids[2]!], askedId: adaId, text: 'Please come quietly.' }),
  call(3, { text: 'We do not agree on what counts as an ending.', claimedBy: adaId }),
  call(2, { kind: 'question', askedId: ids[1]! }),
  call(0, { kind: 'technical', memberId: ids[6]!, claimedBy: ids[1]! }),
]

export const monitorViews: Views = {
  monitor: () => <Watch breakouts={[openings, endings]} />,
  'monitor-calls': () => (
    <Watch
      breakouts={[{ ...openings, asked: { memberId: ids[4]!, minutes: 5, at: now - 20_000 } }, endings]}
      calls={calls}
    />
  ),
  'monitor-moved': () => <Watch breakouts={[openings, endings]} done="Ben is in Endings now." />,
  'monitor-refused': () => <Watch breakouts={[openings, endings]} problem="All seats here are taken." />,
  'monitor-connected': () => (
    <Watch
      breakouts={[
        { ...openings, connectedIds: [endings.roomId] },
        { ...endings, connectedIds: [openings.roomId] },
      ]}
    />
  ),
  'monitor-thin': () => (
    <Watch
      breakouts={[
        { ...openings, memberIds: ids.slice(1, 4), hereIds: ids.slice(1, 4), endsAt: now + 2 * minute },
        { ...endings, memberIds: ids.slice(7, 12), hereIds: ids.slice(7, 9), messages: 3, silentIds: [ids[9]!] },
      ]}
    />
  ),
}

type WatchProps = { breakouts: Breakout[]; calls?: Call[]; done?: string; problem?: string }

function Watch({ breakouts, calls: open = [], done, problem = undefined }: WatchProps) {
  const [late, setLate] = useState<LateRule>('smallest')
  const [to, setTo] = useState({ id: 'all', asked: 0 })
  const placeOf = (roomId: string) => `in ${breakouts.find((each) => each.roomId === roomId)?.name ?? 'the room'}`
  return (
    <InDialog title="Round 1">
      <div class="row section-head">
        <p>
          Ends in <Countdown endsAt={endsAt} now={serverTime} />
        </p>
        <div class="row">
          <TimeMenu onTime={nothing} />
          <Button look="quiet" icon="goal">
            Who leads
          </Button>
          <Button look="quiet" icon="back">
            Bring everybody back
          </Button>
        </div>
      </div>
      <DeskOutcome done={done ? { text: done, undo: nothing } : null} problem={problem ?? null} />
      <HelpQueue
        calls={open}
        asking={breakouts.filter(({ asked }) => asked)}
        now={now}
        myId={adaId}
        nameOf={nameOf}
        placeOf={placeOf}
        hrefOf={() => '#'}
        onClaim={nothing}
        onRelease={nothing}
        onResolve={nothing}
        onTime={nothing}
      />
      <MonitorView
        watched={{
          isOpen: true,
          endsAt,
          serverNow: now,
          late,
          isChoosing: false,
          unplacedIds: [adaId, ids[15]!],
          breakouts,
        }}
        now={serverTime}
        myId={adaId}
        nameOf={nameOf}
        noteOf={(id) => (id === adaId ? 'hosts' : undefined)}
        hrefOf={() => '#'}
        seatsIn={() => 10}
        handedBy={(roomId) => (roomId === endings.roomId ? 'Beginnings' : undefined)}
        onMove={nothing}
        onWrite={(id) => setTo({ id, asked: to.asked + 1 })}
        onTime={nothing}
        onMerge={nothing}
        onConnect={nothing}
        onCloseOne={nothing}
        onPlace={nothing}
        onAdd={async () => true}
        onLate={setLate}
      />
      <WordForm
        tableId={idOf(1)}
        to={to}
        onTo={(id) => setTo({ id, asked: 0 })}
        breakouts={breakouts.map(({ roomId, name }) => ({ id: roomId, name }))}
        people={people.map(({ memberId, name }) => ({ id: memberId, name }))}
        say={() => Promise.resolve({ ok: true, reply: {} })}
      />
    </InDialog>
  )
}
