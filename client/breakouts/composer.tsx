import { useState } from 'preact/hooks'
import type { CommandReply } from '../../shared/commands.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { run } from '../api/run.ts'
import { useDoing } from '../state/doing.ts'
import { nameOf } from '../state/names.ts'
import { announcement } from '../state/notices.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { ComposerView, usualSettings, type ComposerViewProps } from './composer-view.tsx'
import { composedBy } from './draft.ts'
import { changesSince, cleared, needsOverride, rename, resized } from './plan.ts'
import { useComposing, type Composing } from './use-composing.ts'
import { changedText } from './words.ts'

type Opened = CommandReply<'round:open'>
type ComposerProps = { state: RoomState; onOpened: (opened: Opened) => void; onClose: () => void }

/** Plans the breakouts of a room with the server's proposals, and opens them. */
export function Composer({ state, onOpened, onClose }: ComposerProps) {
  const { roomId, seats } = state
  const composing = useComposing(roomId, false)
  const [settings, setSettings] = useState(usualSettings)
  const opening = useDoing()
  const { draft, refused } = composing

  async function open() {
    const groups = draft.plan.groups.filter(({ memberIds }) => memberIds.length > 0)
    const named = groups.map(({ name, memberIds }) => ({ memberIds, ...(name.trim() !== '' && { name: name.trim() }) }))
    const { task, minutes, late, override } = settings
    const how = { task: task.trim(), minutes, late, ...(override && needsOverride(draft.plan) && { override }) }
    const { sittingOut } = draft.plan
    const opened = await opening.go(() =>
      run('round:open', { roomId, groups: named, sittingOut, ...how, ...composedBy(draft) }),
    )
    if (opened) onOpened(opened)
  }

  const seated = seats.filter(({ offeredUntil }) => offeredUntil === null).map(({ memberId }) => memberId)
  return (
    <Dialog title="Open breakouts" isWide said={announcement.value} onClose={onClose}>
      {!composing.isReady && refused && (
        <Failed onRetry={() => void composing.again()}>{refusalText(refused.error)}</Failed>
      )}
      {!composing.isReady && !refused && <Skeleton label="Dealing the seats" />}
      {composing.isReady && (
        <ComposerView
          {...viewOf(composing)}
          settings={settings}
          changed={changedText(changesSince(draft.plan, seated), nameOf)}
          isBusy={opening.isBusy || composing.isBusy}
          problem={opening.problem ?? (refused && refusalText(refused.error))}
          onSettings={(change) => setSettings({ ...settings, ...change })}
          onOpen={() => void open()}
        />
      )}
    </Dialog>
  )
}

type Composed = Omit<
  ComposerViewProps,
  'settings' | 'changed' | 'isBusy' | 'problem' | 'onSettings' | 'onOpen' | 'aside'
>

/** What the view needs of a round that is being composed. */
export function viewOf(composing: Composing): Composed {
  const { draft, refused, change, retouch } = composing
  const { plan, rules } = draft
  return {
    draft,
    nameOf,
    tags: composing.tagNames,
    ways: refused?.error.details.nearest ?? [],
    onTags: composing.nameTags,
    onRules: (more) => void change({ ...draft, rules: { ...rules, ...more } }, 'deal'),
    onResize: (count) => void change({ ...draft, plan: resized(plan, count) }, 'keep'),
    onWay: (sizes) => {
      const wanted = refused?.draft ?? draft
      void change({ ...wanted, rules: { ...wanted.rules, breakouts: sizes.length } }, 'deal')
    },
    onMove: (memberId, to) => void composing.move(memberId, to),
    onRelease: (memberId) => void change({ ...draft, fixed: draft.fixed.filter((id) => id !== memberId) }, null),
    onTag: (memberId, tag) => {
      const { [memberId]: _, ...others } = rules.tags
      void change({ ...draft, rules: { ...rules, tags: tag ? { ...others, [memberId]: tag } : others } }, 'deal')
    },
    onRename: (index, name) => retouch({ ...draft, plan: rename(plan, index, name) }),
    onRefresh: () => void composing.refresh(),
    onShuffle: () => void composing.shuffle(),
    onClear: () =>
      void change({ ...draft, plan: cleared(plan), fixed: [], rules: { ...rules, mode: 'by-hand' } }, 'keep'),
    onUndo: composing.undo,
    onRedo: composing.redo,
  }
}
