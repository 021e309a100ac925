import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { limits } from '../../shared/limits.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { serverTime } from '../api/clock.ts'
import { run } from '../api/run.ts'
import { late } from '../late.tsx'
import { nameOf } from '../state/names.ts'
import { problemOf } from '../state/doing.ts'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'
import { Icon } from '../ui/icons.tsx'
import { Running } from '../ui/running.tsx'
import { Strip } from '../ui/strip.tsx'
import { Time } from '../ui/time.tsx'
import { canStartSession, isHostHere } from './hosting.ts'
import type { CardToggle } from './round-bar.tsx'
import { TurnBar } from './turn-bar.tsx'
import './session-bar.css'

// Not part of what a first visit waits for.
const RoundBar = late(() => import('./round-bar.tsx').then((module) => module.RoundBar))
const ScheduledLines = late(() => import('./scheduled-lines.tsx').then((module) => module.ScheduledLines))

type SessionBarProps = {
  state: RoomState
  /** The host's own tools for rounds. */
  tools: ComponentChildren
  /** The breakout's card, where there is one. */
  card?: CardToggle
  /** What everybody can do while something is on. */
  memberTools: ComponentChildren
}

/** What is going on in the room: the session, its round, and what a host can do about them. */
export function SessionBar({ state, tools, card, memberTools }: SessionBarProps) {
  const { session, round, timer } = state
  if (!session && !round && !canStartSession.value) return null
  return (
    <section class={session || round ? 'session-bar session-bar-live' : 'session-bar'} aria-label="Session">
      {session && (
        <p class="grow session-title">
          <Icon name="goal" />
          <span>
            <b>{session.title}</b>{' '}
            <span class="hint">
              with {nameOf(session.hostId)}, since <Time at={session.startedAt} style="time" />,{' '}
              <Running since={session.startedAt} now={serverTime} />
            </span>
          </span>
        </p>
      )}
      {!session && canStartSession.value && <StartSession roomId={state.roomId} />}
      {session && isHostHere.value && (
        <Strip isWide>
          {tools}
          {!round && <EndSession roomId={state.roomId} title={session.title} />}
        </Strip>
      )}
      {round && <RoundBar state={state} round={round} card={card} />}
      {timer && <TurnBar key={timer.timerId} roomId={state.roomId} timer={timer} />}
      {state.scheduled.length > 0 && <ScheduledLines roomId={state.roomId} scheduled={state.scheduled} />}
      {!session && isHostHere.value && <Strip isWide>{tools}</Strip>}
      {(session || round) && memberTools}
    </section>
  )
}

function StartSession({ roomId }: { roomId: string }) {
  const [isOpen, setOpen] = useState(false)
  const [title, setTitle] = useState('')
  const start = async () => problemOf(await run('session:start', { roomId, title: title.trim() }))
  return (
    <>
      <p class="grow hint">No session is on. Starting one keeps what is said for a recap.</p>
      <Button look="quiet" icon="goal" onClick={() => setOpen(true)}>
        Start a session
      </Button>
      {isOpen && (
        <ConfirmDialog
          title="Start a session"
          confirm="Start"
          isReady={title.trim() !== ''}
          onConfirm={start}
          onClose={() => setOpen(false)}
        >
          <p>You host it. Everybody at the table sees its title, and it becomes the title of the recap.</p>
          <TextField
            label="What is it about?"
            value={title}
            onValue={setTitle}
            maxLength={limits.session.titleLength}
            placeholder="Sunday critique: Ben's essay"
          />
        </ConfirmDialog>
      )}
    </>
  )
}

function EndSession({ roomId, title }: { roomId: string; title: string }) {
  const [isOpen, setOpen] = useState(false)
  const end = async () => problemOf(await run('session:end', { roomId }))
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        End session
      </Button>
      {isOpen && (
        <ConfirmDialog title="End the session?" confirm="End it" onConfirm={end} onClose={() => setOpen(false)}>
          <p>“{title}” ends for everybody. The table stays open, and the recap can be written from what was said.</p>
        </ConfirmDialog>
      )}
    </>
  )
}
