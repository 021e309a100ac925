import { useEffect, useRef, useState } from 'preact/hooks'
import { newId } from '../../shared/ids.ts'
import type { CommandReply } from '../../shared/commands.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { useDoing } from '../state/doing.ts'
import { nameOf } from '../state/names.ts'
import { announce, announcement } from '../state/notices.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { ComposerView, type Preview, type Settings } from './composer-view.tsx'
import { changesSince, movePerson, needsOverride, planFrom, recut, rename, type Plan } from './plan.ts'
import { changedText } from './words.ts'

type Opened = CommandReply<'round:open'>
type ComposerProps = { state: RoomState; onOpened: (opened: Opened) => void; onClose: () => void }

/** Plans the breakouts of a room with the server's proposals, and opens them. */
export function Composer({ state, onOpened, onClose }: ComposerProps) {
  const { roomId, seats } = state
  const [plan, setPlan] = useState<Plan>({ groups: [], sittingOut: [] })
  const [preview, setPreview] = useState<Preview | null>(null)
  const [settings, setSettings] = useState<Settings>({ task: '', minutes: 15, override: false })
  const seed = useRef(newId())
  const looking = useDoing()
  const opening = useDoing()

  async function propose(count?: number) {
    const { sittingOut } = plan
    const input = { roomId, seed: seed.current, sittingOut, ...(count && { breakouts: count }) }
    const proposed = await looking.go(() => ask('round:preview', input))
    if (!proposed) return
    setPreview(proposed)
    setPlan((now) => planFrom(proposed.groups, now))
  }
  useEffect(() => void propose(), [roomId])

  async function open() {
    const groups = plan.groups.filter(({ memberIds }) => memberIds.length > 0)
    const named = groups.map(({ name, memberIds }) => ({ memberIds, ...(name.trim() !== '' && { name: name.trim() }) }))
    const { task, minutes, override } = settings
    const how = { task: task.trim(), minutes, ...(override && needsOverride(plan) && { override }) }
    const opened = await opening.go(() =>
      run('round:open', { roomId, groups: named, sittingOut: plan.sittingOut, ...how }),
    )
    if (opened) onOpened(opened)
  }

  const { nearest } = opening.refusal?.details ?? {}
  const seated = seats.filter(({ offeredUntil }) => offeredUntil === null).map(({ memberId }) => memberId)
  return (
    <Dialog title="Open breakouts" isWide said={announcement.value} onClose={onClose}>
      {!preview && looking.refusal && <Failed onRetry={() => void propose()}>{refusalText(looking.refusal)}</Failed>}
      {!preview && !looking.refusal && <Skeleton label="Dealing the seats" />}
      {preview && (
        <ComposerView
          plan={plan}
          // A refused opening knows who sits here now: its nearest ways are the newer ones.
          preview={nearest ? { counts: [], nearest } : preview}
          settings={settings}
          changed={changedText(changesSince(plan, seated), nameOf)}
          isBusy={opening.isBusy}
          problem={opening.problem ?? looking.problem}
          nameOf={nameOf}
          onMove={(memberId, to) => {
            setPlan(movePerson(plan, memberId, to))
            announce(`${nameOf(memberId)}: ${to === 'out' ? 'sitting out' : plan.groups[to]?.name}`)
          }}
          onRename={(index, name) => setPlan(rename(plan, index, name))}
          onCount={(count) => void propose(count)}
          onSizes={(sizes) => setPlan(recut(plan, sizes))}
          onShuffle={() => {
            seed.current = newId()
            void propose(plan.groups.length)
          }}
          onSettings={(change) => setSettings({ ...settings, ...change })}
          onOpen={() => void open()}
        />
      )}
    </Dialog>
  )
}
