import { useEffect } from 'preact/hooks'
import { roomName } from '../room/room-name.ts'
import { Room } from '../room/room.tsx'
import { paths } from '../router.ts'
import { openCircle } from '../state/circle.ts'
import { closeRoom, openRoom, room, roomRefusal } from '../state/room.ts'
import { FacilitatorTools } from './facilitator-tools.tsx'
import { Nothing } from './nothing.tsx'
import { WayBack } from './way-back.tsx'
import { Skeleton } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'

/** A room of a circle: its commons, a table or a breakout. */
export function RoomPage({ circleId, roomId }: { circleId: string; roomId: string }) {
  useEffect(() => {
    openCircle(circleId)
    openRoom(roomId)
  }, [circleId, roomId])
  useEffect(() => closeRoom, [])

  const state = room.value
  useEffect(() => {
    if (state) document.title = `${roomName(state)} · Kith`
  }, [state?.name])

  if (roomRefusal.value) return <Nothing refusal={roomRefusal.value} back={paths.table(circleId)} />
  if (state?.roomId !== roomId) {
    return (
      <Page title="Opening">
        <Skeleton lines={6} label="Opening the room" />
      </Page>
    )
  }
  return <Room state={state} tools={<FacilitatorTools state={state} />} footer={<WayBack />} />
}
