import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Recap, Source } from '../../shared/recaps.ts'
import { CiteDialog } from '../recaps/cite-dialog.tsx'
import { editOf } from '../recaps/edit.ts'
import { EditorView } from '../recaps/editor-view.tsx'
import { RecapsView } from '../recaps/recaps-view.tsx'
import { SignDialog } from '../recaps/sign-dialog.tsx'
import { StaleBanner } from '../recaps/stale-banner.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Page } from '../ui/page.tsx'
import { circle, idOf, nameById, now, people } from './samples.ts'
import type { Views } from './views.ts'

const nothing = () => {}
const done = async () => null
const nameOf = (memberId: string) => nameById[memberId] ?? 'Somebody'
const roomId = idOf(102)

const said = [
  'We keep Sundays at five, and whoever reads sends the piece by Friday noon.',
  'The ending lands once the ferry is gone and nobody says so.',
  'I finished a draft for the first time since March.',
  'Can we read aloud the last page only, or does that lose the turn?',
]
const sources: Source[] = said.map((text, i) => ({
  roomId,
  seq: 10 + i,
  memberId: people[i]!.memberId,
  name: people[i]!.name,
  at: now - (40 - i) * 60_000,
  text,
  isReadable: true,
}))

const recap: Recap = {
  recapId: idOf(301),
  circleId: circle.circleId,
  circleName: circle.facts.name,
  roomId,
  roomName: 'Kitchen',
  sessionId: idOf(200),
  title: 'Critique: the ferry essay',
  state: 'draft',
  version: 2,
  startedAt: now - 3_600_000,
  endedAt: now,
  hostName: 'Ada',
  attendance: people.slice(0, 6).map(({ name }) => name),
  bullets: [
    {
      text: 'We meet on Sundays at five; the piece is sent by Friday noon.',
      type: 'decision',
      section: '',
      cites: [{ roomId, seq: 10 }],
    },
    {
      text: 'An ending holds when what is gone is not named.',
      type: 'insight',
      section: 'Endings',
      cites: [
        { roomId, seq: 11 },
        { roomId, seq: 13 },
      ],
    },
    {
      text: 'Chloe has finished a draft for the first time since March.',
      type: 'win',
      section: '',
      cites: [{ roomId, seq: 12 }],
    },
  ],
  sources,
  signedBy: null,
  signedAt: null,
}

const unsigned = [
  { sessionId: idOf(200), roomId, roomName: 'Kitchen', title: 'Critique: the ferry essay', endedAt: now },
]
const list = { isBusy: false, problem: null, nameOf, roomName: () => 'Kitchen', onWrite: nothing }

export const recapViews: Views = {
  recaps: () => (
    <Recaps>
      <RecapsView recaps={circle.recaps} unsigned={unsigned} {...list} />
    </Recaps>
  ),
  'recaps-empty': () => (
    <Recaps>
      <RecapsView recaps={[]} unsigned={[]} {...list} />
    </Recaps>
  ),
  'recap-editor': () => <Desk />,
  'recap-editor-empty': () => <Desk recap={{ ...recap, bullets: [], version: 0 }} />,
  'recap-editor-stale': () => <Desk stale={<StaleBanner onTheirs={nothing} onMine={nothing} />} />,
  'recap-cite': () => (
    <Desk>
      <CiteDialog
        candidates={{ ok: true, reply: sources }}
        cites={[]}
        onCite={nothing}
        onRetry={nothing}
        onClose={nothing}
      />
    </Desk>
  ),
  'recap-sign': () => (
    <Desk>
      <SignDialog title={recap.title} signer="Ada" onSign={done} onClose={nothing} />
    </Desk>
  ),
}

const Recaps = ({ children }: { children: ComponentChildren }) => (
  <Page title="Recaps">
    <PageHead title="Recaps" back={{ href: '#', label: circle.facts.name }} />
    {children}
  </Page>
)

type DeskProps = { recap?: Recap; stale?: ComponentChildren; children?: ComponentChildren }

function Desk({ recap: shown = recap, stale = null, children }: DeskProps) {
  const [edit, setEdit] = useState(() => editOf(shown))
  return (
    <>
      <EditorView
        recap={shown}
        edit={edit}
        isChanged={stale !== null}
        isBusy={false}
        hasTried={false}
        problem={null}
        stale={stale}
        sourceOf={({ seq }) => sources.find((source) => source.seq === seq)}
        onEdit={setEdit}
        onCite={nothing}
        onDrop={nothing}
        onSave={nothing}
        onSign={nothing}
      />
      {children}
    </>
  )
}
