import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { RoomState } from '../../shared/rooms.ts'
import { late } from '../late.tsx'
import { navigate, paths } from '../router.ts'
import { isGuestHere } from '../state/guests.ts'
import { announce, notify } from '../state/notices.ts'
import { isInside } from '../state/place.ts'
import { problemOf } from '../state/doing.ts'
import { leave, place, readBefore } from '../state/room.ts'
import { Button } from '../ui/button.tsx'
import { Composer } from './composer.tsx'
import { active } from './composing.ts'
import { Lobby } from './lobby.tsx'
import { MessageList } from './message-list.tsx'
import { People } from './people.tsx'
import { useMessageKeys } from './message-keys.ts'
import { leaveWords, RoomHead } from './room-head.tsx'
import { SessionBar } from './session-bar.tsx'
import { TypingLine } from './typing-line.tsx'
import './room.css'
import './message.css'
import './message-actions.css'
import './markdown.css'

type RoomProps = {
  state: RoomState
  /** The host's, for rounds. */
  tools: ComponentChildren
  /** What everybody can do while a session is on. */
  memberTools: ComponentChildren
  /** What may stand above the field in which one writes. */
  footer: ComponentChildren
  /** The card that a breakout writes together, for the side of the room. */
  card: ComponentChildren
}

// Not part of what a first visit waits for: a breakout, and what hosts say to all.
const OutBar = late(() => import('./out-bar.tsx').then((module) => module.OutBar))
const CardSide = late(() => import('./card-side.tsx').then((module) => module.CardSide))
const AnnouncementBar = late(() => import('./announcement-bar.tsx').then((module) => module.AnnouncementBar))
// Fetched with the room, while there is a connection: words are left behind when there is none.
const LeftWords = late(() => import('./left-words.tsx').then((module) => module.LeftWords))
const LeftCards = late(() => import('../breakouts/left-cards.tsx').then((module) => module.LeftCards))

const wideScreen = '(width > 60rem)'
const isWide = () => matchMedia(wideScreen).matches

/** A room as it is lived in: what goes on, what is said, who is there. */
export function Room({ state, tools, memberTools, footer, card }: RoomProps) {
  const [side, setSide] = useState<'people' | 'card' | null>(() => (isWide() ? 'people' : null))
  const { circleId, roomId, name } = state
  const tableId = state.kind === 'breakout' ? state.parentId : null
  const ids = useMemo(() => ({ circleId, roomId, name, tableId }), [roomId, name])
  const here = place.value
  // Outside, the lobby says who is in; the panel is for those who are.
  const showsPeople = side === 'people' && isInside(here)
  const hasCard = state.kind === 'breakout' && state.isOpen && isInside(here)
  const showsCard = side === 'card' && hasCard
  const mayWrite = isInside(here) && state.isOpen
  useEntering(state)
  useEffect(() => {
    const wide = matchMedia(wideScreen)
    // On a narrow screen the people stand in the place of what is said: that is for the person to ask for.
    const fold = () => setSide((now) => (now === 'card' ? now : wide.matches ? 'people' : null))
    wide.addEventListener('change', fold)
    return () => wide.removeEventListener('change', fold)
  }, [])
  useMessageKeys()
  const left = (
    <>
      <LeftWords key={`left-${roomId}-${state.isOpen}`} state={state} canWrite={mayWrite} />
      <LeftCards roomId={roomId} />
    </>
  )

  const go = async () => {
    // The place in a breakout is kept for a while: leaving its screen is stepping out.
    if (state.kind === 'breakout' && state.parentId && here.kind === 'seated') return stepOut(state)
    const problem = problemOf(await leave())
    if (problem) notify(problem, { tone: 'bad' })
    else if (state.parentId) navigate(paths.room(state.circleId, state.parentId))
    else navigate(isGuestHere.peek() ? paths.home() : paths.table(state.circleId))
  }

  return (
    <main id="main" class={`room${showsPeople || showsCard ? ' room-with-side' : ''}`}>
      <RoomHead
        state={state}
        place={here}
        isShowingPeople={showsPeople}
        onPeople={() => setSide(showsPeople ? null : 'people')}
        onLeave={() => void go()}
      />
      <div class="room-talk">
        <AnnouncementBar />
        {state.kind === 'breakout' && <OutBar state={state} />}
        {isInside(here) && (
          <SessionBar
            state={state}
            tools={tools}
            memberTools={here.kind === 'visiting' ? null : memberTools}
            {...(hasCard && { card: { isOpen: showsCard, toggle: () => setSide(showsCard ? null : 'card') } })}
          />
        )}
        {isInside(here) ? (
          <>
            <MessageList key={state.roomId} ids={ids} canAct={mayWrite} />
            <TypingLine roomId={state.roomId} />
            {left}
            {footer}
            {mayWrite && (
              <Composer
                key={`field-${state.roomId}`}
                ids={ids}
                label={state.kind === 'commons' ? 'Leave a word for everybody' : `Say something in ${state.name}`}
                onSent={() => {
                  active.value = null
                  readBefore.value = 0
                }}
              />
            )}
          </>
        ) : (
          <>
            {left}
            <Lobby state={state} place={here} ids={ids} />
          </>
        )}
      </div>
      {showsPeople && (
        <aside class="room-side" aria-label="People">
          <People state={state} />
          {state.kind !== 'commons' && (
            <Button look="quiet" icon="leave" onClick={() => void go()}>
              {leaveWords(state, here)}
            </Button>
          )}
        </aside>
      )}
      {showsCard && (
        <CardSide round={state.round} onClose={() => setSide(isWide() ? 'people' : null)}>
          {card}
        </CardSide>
      )}
    </main>
  )
}

function stepOut({ circleId, parentId, name }: RoomState): void {
  navigate(paths.room(circleId, parentId!))
  // The bar of the round shows how long: a notice would only cover the way back.
  announce(`Your place in ${name} is kept for ten minutes.`)
}

const burstMs = 2_000

/** Says politely how full it is, for those who cannot see the panel change: one line for all who come or go in a burst. */
function useEntering({ roomId, kind, name, capacity, isOpen, seats: { length: taken } }: RoomState): void {
  const told = useRef({ roomId, taken })
  useEffect(() => {
    if (told.current.roomId !== roomId) told.current = { roomId, taken }
    if (told.current.taken === taken || kind === 'commons' || !isOpen) return
    const timer = setTimeout(() => {
      told.current = { roomId, taken }
      // Whoever was moved or called back is told so, and no longer how full the breakout is.
      if (kind === 'table' || isInside(place.peek())) announce(`${name}: ${taken} of ${capacity} seats taken`)
    }, burstMs)
    return () => clearTimeout(timer)
  }, [roomId, taken, isOpen])
}
