import { announcements, putAway } from '../state/announcements.ts'
import { nameOf } from '../state/names.ts'
import { Banner } from '../ui/banner.tsx'
import { IconButton } from '../ui/button.tsx'

/** What a host has just said to everybody, until it is put away. */
export function AnnouncementBar({ roomId }: { roomId: string }) {
  const said = announcements.value.find((one) => one.roomId === roomId)
  if (!said) return null
  return (
    <Banner
      tone="info"
      icon="speak"
      isNews
      action={<IconButton icon="close" label="Put away" onClick={() => putAway(roomId)} />}
    >
      <b>{said.hostId ? nameOf(said.hostId) : 'The host'}</b> to everybody: <span class="said">{said.text}</span>
    </Banner>
  )
}
