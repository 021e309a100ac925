import { useEffect, useRef, useState } from 'preact/hooks'
import type { Refusal } from '../../shared/errors.ts'
import { newId } from '../../shared/new-id.ts'
import { ask } from '../api/socket.ts'
import { nameOf } from '../state/names.ts'
import { announce } from '../state/notices.ts'
import { absorbed, begun, emptyDraft, previewOf, redone, stepped, undone } from './draft.ts'
import type { Draft, History, How } from './draft.ts'
import { held, hold, useHeld } from './held.ts'
import { movedBetween, movePerson, type Spot } from './plan.ts'
import { movedText } from './words.ts'

/** What stays of it while the dialog is closed. */
type Left = { history: History<Draft>; sound: History<Draft>; seed: string }

/**
 * The composer's state: each change is shown at once, worked out by the server, and taken back where it is refused. An
 * answer that a later change has overtaken is dropped. Who closes the dialog finds it again as it was.
 */
export function useComposing(roomId: string, ahead: boolean) {
  const [left] = useState(() => held<Left>('plan'))
  const history = useRef(left?.history ?? begun(emptyDraft))
  const sound = useRef(left?.sound ?? history.current)
  const [, show] = useState(0)
  const [isBusy, setBusy] = useState(false)
  const [isReady, setReady] = useState(left !== undefined)
  const [refused, setRefused] = useState<{ draft: Draft; error: Refusal } | null>(null)
  const [tagNames, nameTags] = useHeld<string[]>('tags', [])
  const seed = useRef(left?.seed ?? newId())
  const asked = useRef(0)
  const isAsking = useRef(false)
  const isTouched = useRef(left !== undefined)

  function wait(isFor: boolean) {
    isAsking.current = isFor
    setBusy(isFor)
  }

  function keep(next: typeof history.current) {
    history.current = next
    show((n) => n + 1)
  }

  const question = (draft: Draft, how: How, moved: string[]) =>
    ask('round:preview', { roomId, seed: seed.current, ...previewOf(draft, how), moved, ...(ahead && { ahead }) })

  /** False when it is refused. */
  async function workOut(how: How, { isFirst = false, moved = [] as string[], said = '' } = {}): Promise<boolean> {
    const { now } = history.current
    const number = ++asked.current
    wait(true)
    setRefused(null)
    const answer = await question(now, how, moved)
    if (number !== asked.current) return true
    wait(false)
    if (answer.ok) {
      // What was typed or let go while it was worked out stays.
      const draft = absorbed(history.current.now, how, answer.reply)
      keep({ ...history.current, now: draft })
      sound.current = history.current
      setReady(true)
      const others = how === 'keep' ? movedBetween(now.plan, draft.plan) : []
      const told = [said, others.length > 0 && movedText(others, draft.plan, nameOf)].filter(Boolean).join(' ')
      if (told) announce(told)
      return true
    } else if (isFirst && answer.error.details.reason === 'people') {
      // There may be a way by hand: everybody is shown, and nobody is placed yet.
      keep(begun({ ...now, rules: { ...now.rules, mode: 'by-hand' } }))
      await workOut('keep', { isFirst: true })
      setRefused({ draft: now, error: answer.error })
    } else {
      setRefused({ draft: now, error: answer.error })
      keep(sound.current)
    }
    return false
  }

  useEffect(() => {
    if (!left) void workOut('deal', { isFirst: true })
    else if (history.current !== sound.current) void workOut('keep')
  }, [roomId, ahead])
  useEffect(() => {
    return () => {
      asked.current++
      // What nobody has touched is dealt anew, for who is here by then.
      if (!isTouched.current) return
      hold('plan', { history: history.current, sound: sound.current, seed: seed.current } satisfies Left)
    }
  }, [])

  const { past, now, future } = history.current

  /** One step of the host's; `how` says what the engine makes of it, null if nothing. False when it is refused. */
  async function change(next: Draft, how: How | null, moved: string[] = [], said = ''): Promise<boolean> {
    isTouched.current = true
    keep(stepped(history.current, next))
    if (how) return await workOut(how, { moved, said })
    if (!isAsking.current) sound.current = history.current
    return true
  }

  return {
    draft: now,
    tagNames,
    nameTags,
    isReady,
    isBusy,
    refused,
    change,
    again: () => workOut('deal', { isFirst: true }),
    /** Places who has come since, and takes out who has left. */
    refresh: () => workOut('keep'),
    /** Changes what is only looked at, as a name while it is typed: no step of its own. */
    retouch(touch: (draft: Draft) => Draft) {
      isTouched.current = true
      keep({ ...history.current, now: touch(history.current.now) })
      sound.current = isAsking.current ? { ...sound.current, now: touch(sound.current.now) } : history.current
    },
    /** Puts somebody somewhere by hand, with those who are kept together with them. */
    move(memberId: string, to: Spot) {
      const set = to === 'out' ? [] : now.rules.together.find((ids) => ids.includes(memberId))
      const moving = [memberId, ...(set ?? []).filter((id) => id !== memberId && !now.plan.sittingOut.includes(id))]
      const plan = moving.reduce((made, id) => movePerson(made, id, to), now.plan)
      const others = now.fixed.filter((id) => !moving.includes(id))
      const said = `${nameOf(memberId)}: ${to === 'out' ? 'sitting out' : plan.groups[to]?.name}.`
      const isOut = to === 'out'
      const fixed = isOut ? others : [...others, ...moving]
      return change({ ...now, plan, fixed }, 'keep', isOut ? [] : moving, said)
    },
    shuffle() {
      seed.current = newId()
      return change(now, 'deal')
    },
    undo: past.length > 0 ? () => turnTo(undone(history.current), 'Undone.') : null,
    redo: future.length > 0 ? () => turnTo(redone(history.current), 'Done again.') : null,
  }

  function turnTo(next: typeof history.current, said: string) {
    asked.current++
    wait(false)
    setRefused(null)
    keep(next)
    sound.current = next
    announce(said)
    return next.now
  }
}

export type Composing = ReturnType<typeof useComposing>
