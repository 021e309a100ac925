import { useState } from 'preact/hooks'
import { serverTime } from '../api/clock.ts'
import { TableArt } from '../ui/art.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Check, Chips } from '../ui/choice.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Empty, Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { SelectField, TextArea, TextField } from '../ui/field.tsx'
import { Menu } from '../ui/menu.tsx'
import { Page } from '../ui/page.tsx'
import { Person } from '../ui/person.tsx'
import { SeatDots } from '../ui/seats.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Time } from '../ui/time.tsx'
import { Toasts } from '../ui/toasts.tsx'
import { NewsContext } from '../ui/top.ts'
import { now } from './samples.ts'
import type { Views } from './views.ts'

const nothing = () => {}

export const partViews: Views = { parts: Parts, fields: Fields, 'news-in-dialog': NewsInDialog }

function Parts() {
  const [tab, setTab] = useState<'one' | 'two'>('one')
  return (
    <Page title="Parts">
      <h1>Parts</h1>
      <div class="row">
        <Button icon="seat">Take a seat</Button>
        <Button look="quiet">Look in</Button>
        <Button look="plain" icon="add">
          Add
        </Button>
        <Button look="danger">Remove</Button>
        <Button isBusy>On its way</Button>
        <Button disabled>Not yet</Button>
        <IconButton icon="reply" label="Answer" />
        <Menu label="More to do" items={[{ label: 'Change', icon: 'edit', run: nothing }]} />
      </div>
      <div class="row">
        <span class="chip">facilitator</span>
        <span class="chip chip-good">on now</span>
        <span class="chip chip-new">3 new</span>
        <span class="chip chip-bad">run out</span>
        {['decision', 'action', 'win', 'insight', 'question', 'resource', 'point'].map((mark) => (
          <span key={mark} class={`mark mark-${mark}`}>
            {mark}
          </span>
        ))}
      </div>
      <div class="card row">
        <Person name="Ada" presence="here" isMe />
        <Person name="Ben" presence="heads-down" note="facilitator" />
        <Person name="Chloe" presence="away" />
        <Person name="Rae" presence={null} />
      </div>
      <div class="card stack-tight">
        <SeatDots taken={5} capacity={12} />
        <SeatDots taken={12} capacity={12} waiting={2} />
        <SeatDots taken={31} capacity={50} />
      </div>
      <Banner tone="plain" icon="offline">
        No connection since 14:02. What you write is kept and sent by itself.
      </Banner>
      <Banner tone="info" icon="info" action={<Button look="quiet">Go there</Button>}>
        Round 1: you are in Breakout 2 with 6 others.
      </Banner>
      <Banner tone="good">The recap is signed.</Banner>
      <Failed onRetry={nothing}>Kith cannot be reached right now.</Failed>
      <p>
        <Countdown endsAt={now + 754_000} now={serverTime} /> <Countdown endsAt={now + 42_000} now={serverTime} />{' '}
        <Time at={now} />
      </p>
      <Tabs
        label="Two things"
        tabs={[
          { key: 'one', label: 'One' },
          { key: 'two', label: 'Two' },
        ]}
        current={tab}
        onChange={setTab}
      >
        <p>{tab}</p>
      </Tabs>
      <Skeleton />
      <div class="card">
        <Empty art={<TableArt taken={3} />} title="Nobody sits here yet" action={<Button>Sit down</Button>}>
          Sit down, and the others will see that somebody is here.
        </Empty>
      </div>
      {news()}
    </Page>
  )
}

const news = () => (
  <Toasts
    onDismiss={nothing}
    toasts={[
      { id: 1, text: 'Ben is back at the table.', tone: 'plain' },
      { id: 2, text: 'The link was copied.', tone: 'good', action: { label: 'Undo', run: nothing } },
    ]}
  />
)

function NewsInDialog() {
  return (
    <NewsContext.Provider value={news}>
      <Dialog title="Who leads" onClose={nothing}>
        {Array.from({ length: 30 }, (_, i) => (
          <p key={i}>Nothing of this is covered by what is new.</p>
        ))}
      </Dialog>
    </NewsContext.Provider>
  )
}

function Fields() {
  const [text, setText] = useState('You always')
  const [minutes, setMinutes] = useState(15)
  const [isOn, setOn] = useState(true)
  return (
    <Page title="Fields" width="small">
      <h1>Fields</h1>
      <TextField label="Your name" hint="As the others will see it." value={text} onValue={setText} />
      <TextField label="Name" error="Somebody here already goes by this name." value={text} onValue={setText} />
      <TextArea label="Why them" min={40} max={600} value={text} onValue={setText} />
      <TextArea label="Purpose" max={5} error="Say it in fewer words." value={text} onValue={setText} />
      <SelectField label="Role" value="member" options={[{ value: 'member', label: 'Member' }]} onValue={nothing} />
      <Chips
        legend="Minutes"
        value={minutes}
        options={[10, 15, 25].map((value) => ({ value, label: String(value) }))}
        onValue={setMinutes}
      />
      <Check label="Enter sends" hint="Shift and Enter break the line." isChecked={isOn} onChange={setOn} />
    </Page>
  )
}
