import { announcements, putAway } from '../state/announcements.ts'
import { aside, putAsideAway } from '../state/asides.ts'
import { nameOf } from '../state/names.ts'
import { Banner } from '../ui/banner.tsx'
import { IconButton } from '../ui/button.tsx'

/** What a host has just said: to everybody, to this breakout, or aside; each until it is put away. */
export function AnnouncementBar({ roomId }: { roomId: string }) {
  const said = announcements.value.find((one) => one.roomId === roomId)
  const beside = aside.value
  return (
    <>
      {said && (
        <Said
          by={said.hostId ? nameOf(said.hostId) : 'The host'}
          to={said.isForAll ? 'to everybody' : 'to this breakout'}
          text={said.text}
          onPutAway={() => putAway(roomId)}
        />
      )}
      {beside && (
        <Said
          by={nameOf(beside.memberId)}
          to={beside.toId ? 'to you alone' : 'to the hosts'}
          text={beside.text}
          onPutAway={() => putAsideAway(beside)}
        />
      )}
    </>
  )
}

type SaidProps = { by: string; to: string; text: string; onPutAway: () => void }

const Said = ({ by, to, text, onPutAway }: SaidProps) => (
  <Banner tone="info" icon="speak" isNews action={<IconButton icon="close" label="Put away" onClick={onPutAway} />}>
    <b>{by}</b> {to}: <span class="said">{text}</span>
  </Banner>
)
