import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import type { RoomState } from '../../shared/rooms.ts'
import { canSetTimer, isHostHere } from '../room/hosting.ts'
import { roomName } from '../room/room-name.ts'
import { Room } from '../room/room.tsx'
import { setTimerId } from '../room/turn-bar.tsx'
import { paths } from '../router.ts'
import { circleRefusal, closeCircle, openCircle } from '../state/circle.ts'
import { lookAtStay, passIn, type GuestPass } from '../state/guests.ts'
import { openedCard, postedCards } from '../state/posted-cards.ts'
import { closeRoom, openRoom, place, room, roomRefusal } from '../state/room.ts'
import { seekPlace } from '../state/summons.ts'
import { Nothing } from './nothing.tsx'
import { WayBack, type FirstStepsForm } from './way-back.tsx'
import type { ButtonLook } from '../ui/button.tsx'
import { Skeleton } from '../ui/empty.tsx'
import { Page, pageTitle } from '../ui/page.tsx'

type RoomPageProps = {
  circleId: string
  roomId: string
  /** The host's tools for rounds; their code comes only to those who lead. */
  Tools: FunctionComponent<{ state: RoomState }>
  FirstSteps: FirstStepsForm
  MemberTools: FunctionComponent<{ state: RoomState }>
  /** For who leads, about guests. */
  GuestTools: FunctionComponent<{ state: RoomState }>
  /** Instead of the room for a guest whose stay is over. */
  Goodbye: FunctionComponent<{ pass: GuestPass }>
  /** For who may give somebody the floor. */
  TurnTool: FunctionComponent<{ state: RoomState; id: string; look: ButtonLook }>
  CardPanel: FunctionComponent<{ state: RoomState }>
  CardDialog: FunctionComponent<{ circleId: string; roomId: string; name: string; onClose: () => void }>
}

/** A room of a circle: its commons, a table or a breakout. */
export function RoomPage({ circleId, roomId, ...parts }: RoomPageProps) {
  const { Tools, MemberTools, GuestTools, Goodbye, TurnTool, FirstSteps, CardPanel, CardDialog } = parts
  const pass = passIn(circleId)
  const isGuest = pass?.endedAt === null
  useEffect(() => {
    // A guest sees the room, and of its circle nothing.
    if (pass) closeCircle()
    else openCircle(circleId)
    if (!pass || isGuest) openRoom(roomId)
    else closeRoom()
  }, [circleId, roomId, pass === null, isGuest])
  useEffect(() => closeRoom, [])

  const state = room.value
  useEffect(() => {
    if (state) pageTitle.value = roomName(state)
  }, [state?.name])

  const isGone = circleRefusal.value?.code === 'not_found'
  const refusal = isGone ? circleRefusal.value : roomRefusal.value
  useEffect(() => {
    const shown = room.peek()
    const tableId = shown?.roomId === roomId ? shown.parentId : null
    if (refusal?.code === 'not_found' && !isGone) void seekPlace(circleId, roomId, tableId)
    // Whoever was away when their stay ended learns it here.
    if (refusal?.code === 'not_found' && isGuest) void lookAtStay()
  }, [refusal, isGone, roomId])
  if (pass && !isGuest) return <Goodbye pass={pass} />
  if (refusal) return <Nothing refusal={refusal} back={isGone || isGuest ? paths.home() : paths.table(circleId)} />
  if (state?.roomId !== roomId) {
    return (
      <Page title="Opening">
        <Skeleton lines={6} label="Opening the room" />
      </Page>
    )
  }
  const isVisiting = place.value.kind === 'visiting'
  const opened = postedCards.value.find(({ breakoutId }) => breakoutId === openedCard.value)
  return (
    <>
      <Room
        state={state}
        tools={
          <>
            <Tools state={state} />
            {canSetTimer.value && <TurnTool state={state} id={setTimerId} look="quiet" />}
            {isVisiting && <GuestTools state={state} />}
          </>
        }
        memberTools={
          <MemberTools state={state}>
            {canSetTimer.value && !isHostHere.value && <TurnTool state={state} id={setTimerId} look="plain" />}
            <GuestTools state={state} />
          </MemberTools>
        }
        footer={isGuest ? null : <WayBack Form={FirstSteps} />}
        card={<CardPanel key={roomId} state={state} />}
      />
      {opened && (
        <CardDialog
          circleId={circleId}
          roomId={opened.breakoutId}
          name={opened.name}
          onClose={() => (openedCard.value = null)}
        />
      )}
    </>
  )
}
