import { useState } from 'preact/hooks'
import type { PreparedPlan } from '../../shared/composing.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { useDoing } from '../state/doing.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { nameOf } from '../state/names.ts'
import { useSaid } from '../state/notices.ts'
import { postedCards } from '../state/posted-cards.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Chips } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { ComposerView, usualSettings, type ComposerViewProps, type Settings } from './composer-view.tsx'
import { composedBy, draftWith, rulesToKeep, type Draft } from './draft.ts'
import { areMinutes } from './minutes-field.tsx'
import { OfferForm, type Offer } from './offer-form.tsx'
import { changesSince, cleared, needsOverride, rename, resized, usualName } from './plan.ts'
import { held, holdFor, useHeld } from './held.ts'
import { KeepRound } from './keep-round.tsx'
import { PreparedRounds } from './prepared-rounds.tsx'
import { useComposing, type Composing } from './use-composing.ts'
import { changedText, repairedText } from './words.ts'

type ComposerProps = {
  state: RoomState
  /** `told` says what has happened. */
  onOpened: (told: string) => void
  /** People choose now, and so may the host. */
  onOffered: () => void
  onClose: () => void
}

/** Opens breakouts: people are placed, or choose. Without a session a round is only prepared, for all of the circle. */
export function Composer({ state, onOpened, onOffered, onClose }: ComposerProps) {
  const { roomId, seats, session } = state
  useState(() => holdFor(roomId, session?.sessionId ?? null))
  const [way, setWay] = useHeld<'place' | 'choose'>('way', 'place')
  // What was done on one way is still there when the host looks at the other.
  const [hasLooked, setLooked] = useState(way === 'choose')
  const offering = useDoing()
  const seated = seats.filter(({ offeredUntil }) => offeredUntil === null).map(({ memberId }) => memberId)

  async function offer(given: Offer) {
    const offered = await offering.go(() => run('round:offer', { roomId, ...given }))
    if (offered) onOffered()
  }

  return (
    <Dialog title={session ? 'Open breakouts' : 'Prepare breakouts'} isWide onClose={onClose}>
      {session && (
        <Chips
          legend="Where people sit"
          value={way}
          options={[
            { value: 'place', label: 'I place them' },
            { value: 'choose', label: 'They choose' },
          ]}
          onValue={(chosen) => {
            setWay(chosen)
            if (chosen === 'choose') setLooked(true)
          }}
        />
      )}
      {hasLooked && (
        <div hidden={way !== 'choose'}>
          <OfferForm
            people={seated.length}
            hasCards={postedCards.value.some(({ at }) => session !== null && at > session.startedAt)}
            isBusy={offering.isBusy}
            problem={offering.problem}
            onOffer={(given) => void offer(given)}
          />
        </div>
      )}
      <div hidden={way !== 'place'}>
        <Placing state={state} seated={seated} onOpened={onOpened} />
      </div>
    </Dialog>
  )
}

type PlacingProps = Pick<ComposerProps, 'state' | 'onOpened'> & { seated: string[] }

/** Plans who sits with whom with the server's proposals, and opens or keeps it. */
function Placing({ state: { roomId, session }, seated, onOpened }: PlacingProps) {
  const isAhead = session === null
  const composing = useComposing(roomId, isAhead)
  const [settings, setSettings] = useHeld('settings', usualSettings)
  const opening = useDoing()
  const looked = useLookedUp(() => ask('round:prepared', { roomId }), [roomId])
  const { draft, refused } = composing
  const [taken, hold] = useHeld('taken', new Map<string, { before: Settings; after: Settings }>())
  const { task, minutes } = settings
  const filled = draft.plan.groups.filter(({ memberIds }) => memberIds.length > 0)
  const how = howOf(settings, draft)
  const changed = isAhead ? null : changedText(changesSince(draft.plan, seated), nameOf)
  useSaid(changed)

  async function open() {
    const groups = filled.map(({ name, memberIds }) => ({
      memberIds,
      ...(name.trim() !== '' && { name: name.trim() }),
    }))
    const { sittingOut } = draft.plan
    const { preparedId } = draft
    const which = { roomId, task: task.trim(), minutes, ...(preparedId && { preparedId }) }
    const opened = await opening.go(() =>
      run('round:open', { ...which, groups, sittingOut, ...how, ...composedBy(draft) }),
    )
    if (opened) onOpened(repairedText(opened.repaired, nameOf))
  }

  async function take(kept: PreparedPlan, preparedId: string) {
    const { late = settings.late, override = false, passOn = false } = kept
    const after = { task: kept.task, minutes: kept.minutes, late, override, passOn }
    hold(taken.set(preparedId, { before: settings, after }))
    setSettings(after)
    composing.nameTags([...new Set([...composing.tagNames, ...Object.values(kept.tags ?? {})])])
    const isTaken = await composing.change({ ...draftWith(draft, kept), preparedId }, 'keep')
    if (!isTaken && held('settings') === after) setSettings(settings)
  }

  /** Task and minutes go along where taking a prepared round is undone, or done again. */
  const turn = (step: (() => Draft) | null, which: 'before' | 'after') =>
    step &&
    (() => {
      const from = draft.preparedId
      const to = step().preparedId
      const change = from === to ? undefined : taken.get((which === 'before' ? from : to) ?? '')
      if (change) setSettings(change[which])
    })

  if (!composing.isReady && refused) {
    return <Failed onRetry={() => void composing.again()}>{refusalText(refused.error)}</Failed>
  }
  if (!composing.isReady) return <Skeleton label="Dealing the seats" />
  const breakouts = filled.map(({ name, memberIds }, i) => ({ name: name.trim() || usualName(i), memberIds }))
  const rules = rulesToKeep({ ...draft, plan: { ...draft.plan, groups: filled } })
  const kept: PreparedPlan = { breakouts, task: task.trim(), minutes, ...how, ...rules }
  const keep = (
    <KeepRound roomId={roomId} plan={breakouts.length > 0 && areMinutes(minutes) ? kept : null} onKept={looked.again} />
  )
  return (
    <ComposerView
      {...viewOf(composing)}
      onUndo={turn(composing.undo, 'before')}
      onRedo={turn(composing.redo, 'after')}
      settings={settings}
      changed={changed}
      isBusy={opening.isBusy || composing.isBusy}
      problem={opening.problem ?? (refused && refusalText(refused.error))}
      prepared={
        <PreparedRounds
          roomId={roomId}
          prepared={looked.answer?.ok ? looked.answer.reply.prepared : []}
          isOpen={isAhead}
          startedAt={session?.startedAt ?? null}
          onTake={(kept, id) => void take(kept, id)}
          onChanged={looked.again}
        >
          {!isAhead && keep}
        </PreparedRounds>
      }
      keep={isAhead && keep}
      onSettings={(change) => setSettings({ ...settings, ...change })}
      onOpen={isAhead ? null : () => void open()}
    />
  )
}

const howOf = ({ late, override, passOn }: Settings, { plan }: Draft) => ({
  late,
  ...(override && needsOverride(plan) && { override }),
  ...(passOn && { passOn }),
})

type Composed = Omit<
  ComposerViewProps,
  'settings' | 'changed' | 'isBusy' | 'problem' | 'onSettings' | 'onOpen' | 'prepared' | 'keep'
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
    onRename: (index, name) => retouch((now) => ({ ...now, plan: rename(now.plan, index, name) })),
    onRefresh: () => void composing.refresh(),
    onShuffle: () => void composing.shuffle(),
    onClear: () =>
      void change({ ...draft, plan: cleared(plan), fixed: [], rules: { ...rules, mode: 'by-hand' } }, 'keep'),
    onUndo: composing.undo,
    onRedo: composing.redo,
  }
}
