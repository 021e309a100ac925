import type { Answer, Refusal } from '../../shared/errors.ts'
import type { HarvestCard } from '../../shared/harvest.ts'
import { isPassing, wait } from '../api/answers.ts'
import type { QueryReply } from '../../shared/queries.ts'
import {
  blankCard,
  cardOf,
  formOf,
  isSameCard,
  mergedForm,
  type CardForm,
  type Clash,
  type KeptCard,
} from './card-form.ts'

export type CardEditorPorts = {
  look(): Promise<Answer<QueryReply<'harvest:view'>>>
  save(version: number, card: HarvestCard): Promise<Answer<{ version: number }>>
  kept(): Promise<KeptCard | undefined>
  /** Null when nothing is left to be saved. */
  keep(card: KeptCard | null): void
  changed(state: CardState): void
}

export type CardState = {
  form: CardForm
  clashes: Clash[]
  /** `late`: it could not be saved and is tried again by itself. `refused`: it will not be, and `refusal` says why. */
  saving: 'saved' | 'waiting' | 'late' | 'refused'
  refusal: Refusal | null
  /** The card as the server knows it. */
  view: QueryReply<'harvest:view'>
}

export type CardEditor = ReturnType<typeof createCardEditor>

const againMs = 4_000
const leaveMs = 1_000

/**
 * Writes a breakout's card together with others: saves whenever its member pauses, and puts what others have saved into the
 * form without taking a word out of it. A save over an older version is refused, merged and repeated.
 */
export function createCardEditor(ports: CardEditorPorts, pauseMs = 600) {
  let state: CardState | null = null
  let base = blankCard
  let sent: HarvestCard | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> | null = null
  let isStopped = false

  /** Fetches the card; what was written here before and not saved is put into it. Null when it could not be fetched. */
  async function open(): Promise<Refusal | null> {
    const [answer, kept] = await Promise.all([ports.look(), ports.kept()])
    if (!answer.ok) return answer.error
    base = answer.reply.card ?? blankCard
    const { form, clashes } = kept ? mergedForm(kept.base, kept.form, base) : { form: formOf(base), clashes: [] }
    become({ form, clashes, saving: 'saved', refusal: null, view: answer.reply })
    if (isDirty()) soon()
    return null
  }

  function edit(change: Partial<CardForm>): void {
    if (!state) return
    become({ form: { ...state.form, ...change }, saving: 'waiting', refusal: null })
    ports.keep({ base, form: state.form })
    soon()
  }

  /** Takes the words of somebody else where both wrote, or keeps one's own. */
  function settle(field: Clash['field'], takes: boolean): void {
    const clash = state?.clashes.find((each) => each.field === field)
    if (!state || !clash) return
    become({ clashes: state.clashes.filter((each) => each !== clash) })
    if (takes) edit({ [field]: clash.theirs })
  }

  /** The card was saved as `version`, by somebody else or from here. */
  function hear(version: number, card: HarvestCard): void {
    if (!state || version <= state.view.version) return
    const isOwn = sent !== null && isSameCard(card, sent)
    const { form, clashes } = isOwn ? { form: state.form, clashes: [] } : mergedForm(base, state.form, card)
    base = card
    const fields = new Set(clashes.map(({ field }) => field))
    become({
      form,
      clashes: [...state.clashes.filter(({ field }) => !fields.has(field)), ...clashes],
      view: { ...state.view, version, card },
    })
    if (!isDirty()) settled()
    else if (!sent) soon()
  }

  /** Asks once more, as after a connection that was gone. */
  async function look(): Promise<void> {
    const answer = await ports.look()
    if (!answer.ok || !state || isStopped) return
    hear(answer.reply.version, answer.reply.card ?? blankCard)
    if (answer.reply.version >= state.view.version) become({ view: answer.reply })
  }

  /** Saves now what is still waiting, as whoever leaves the card does. False when it is refused. */
  async function flush(): Promise<boolean> {
    clearTimeout(timer)
    await saving
    if (!state || state.saving === 'refused') return !state
    if (isDirty()) await (saving = save().finally(() => (saving = null)))
    else if (state.saving !== 'saved') settled()
    return (state as CardState).saving !== 'refused'
  }

  /** Saves as `flush` does, for whoever stands at the door: after a second they may go, and it is saved behind them. */
  const leave = (): Promise<boolean> => Promise.race([flush(), wait(leaveMs).then(() => true)])

  /** Saves what is waiting and listens no longer. What could not be saved is given back: it stays on this device. */
  async function stop(): Promise<KeptCard | null> {
    await flush()
    isStopped = true
    clearTimeout(timer)
    return state && isDirty() ? { base, form: state.form } : null
  }

  async function save(): Promise<void> {
    if (!state) return
    sent = cardOf(state.form)
    const answer = await ports.save(state.view.version, sent)
    const said = sent
    sent = null
    if (answer.ok) {
      if (answer.reply.version > state.view.version) {
        base = said
        become({ view: { ...state.view, version: answer.reply.version, card: said } })
      }
      if (isDirty()) soon()
      else settled()
    } else if (answer.error.details.reason === 'stale') {
      const { version } = state.view
      await look()
      if (state.view.version > version && isDirty()) await save()
      else if (isDirty()) soon(againMs)
    } else if (isPassing(answer.error)) {
      become({ saving: 'late' })
      soon(againMs)
    } else {
      become({ saving: 'refused', refusal: answer.error })
    }
  }

  const isDirty = () => state !== null && !isSameCard(cardOf(state.form), base)

  function soon(afterMs = pauseMs): void {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void flush(), afterMs)
  }

  function settled(): void {
    become({ saving: 'saved', refusal: null })
    ports.keep(null)
  }

  function become(change: Partial<CardState>): void {
    state = { ...(state as CardState), ...change }
    ports.changed(state)
  }

  return { open, edit, settle, hear, look, flush, leave, stop }
}
