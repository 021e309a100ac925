import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { offline, refuse } from '../../client/api/answers.ts'
import { createCardEditor, type CardState } from '../../client/state/card-editor.ts'
import {
  blankCard,
  cardOf,
  formOf,
  mergedForm,
  newRow,
  unsavedLines,
  type CardForm,
  type KeptCard,
} from '../../client/state/card-form.ts'
import type { Answer } from '../../shared/errors.ts'
import type { HarvestCard } from '../../shared/harvest.ts'

const card = (more: Partial<HarvestCard>): HarvestCard => ({ ...blankCard, ...more })
const rows = (...lines: string[]) => lines.map((text) => newRow(text))
const merged = (base: Partial<HarvestCard>, mine: Partial<CardForm>, theirs: Partial<HarvestCard>) => {
  const { form, clashes } = mergedForm(card(base), { ...formOf(card(base)), ...mine }, card(theirs))
  return { card: cardOf(form), clashes }
}

describe('two people who write one card', () => {
  it('find the words of both in it, whichever field they wrote in', () => {
    const both = merged({}, { headline: 'Lunch first' }, { question: 'Who cooks?', wins: ['We agreed'] })
    expect(both.card).toEqual(card({ headline: 'Lunch first', question: 'Who cooks?', wins: ['We agreed'] }))
    expect(both.clashes).toEqual([])
  })

  it('see the other words beside their own where both wrote a headline', () => {
    const both = merged({ headline: 'Lunch' }, { headline: 'Lunch first' }, { headline: 'Late lunch' })
    expect(both.card.headline).toBe('Lunch first')
    expect(both.clashes).toEqual([{ field: 'headline', theirs: 'Late lunch' }])
  })

  it('keep every line that either of them added, changed or left', () => {
    const base = { decisions: ['a', 'b', 'c'] }
    expect(
      merged(base, { decisions: rows('a', 'b', 'c', 'mine') }, { decisions: ['a', 'b', 'c', 'theirs'] }).card.decisions,
    ).toEqual(['a', 'b', 'c', 'mine', 'theirs'])
    expect(merged(base, { decisions: rows('A', 'b', 'c') }, { decisions: ['a', 'b', 'C'] }).card.decisions).toEqual([
      'A',
      'b',
      'C',
    ])
    expect(merged(base, { decisions: rows('a', 'B', 'c') }, { decisions: ['a', 'b2', 'c'] }).card.decisions).toEqual([
      'a',
      'B',
      'b2',
      'c',
    ])
    expect(merged(base, { decisions: rows('a', 'c') }, { decisions: ['a', 'b', 'c', 'd'] }).card.decisions).toEqual([
      'a',
      'c',
      'd',
    ])
    expect(merged(base, { decisions: rows('a', 'B', 'c') }, { decisions: ['a', 'c'] }).card.decisions).toEqual([
      'a',
      'B',
      'c',
    ])
  })

  it('stay in the line that they write while others add lines before it', () => {
    const form = { ...formOf(card({ wins: ['a'] })), wins: rows('a', 'half a') }
    const next = mergedForm(card({ wins: ['a'] }), form, card({ wins: ['new', 'a'] })).form
    expect(next.wins.map(({ text }) => text)).toEqual(['new', 'a', 'half a'])
    expect(next.wins.slice(1).map(({ key }) => key)).toEqual(form.wins.map(({ key }) => key))
  })

  it('keep an empty line that somebody has just begun', () => {
    const form = { ...formOf(blankCard), wins: rows('') }
    const next = mergedForm(blankCard, form, card({ wins: ['theirs'] })).form
    expect(next.wins.map(({ text }) => text)).toEqual(['theirs', ''])
    expect(cardOf(next).wins).toEqual(['theirs'])
  })
})

describe('a card that is being written', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** A card with a server that holds it, and may fail once as the story says. */
  async function open(before: Partial<HarvestCard> = {}, kept?: KeptCard) {
    const server = {
      version: 1,
      card: card(before),
      saves: [] as HarvestCard[],
      fails: [] as (Answer<never> | Promise<never>)[],
    }
    const world = { server, shown: null as CardState | null, kept: kept as KeptCard | null | undefined }
    const view = () => ({
      version: server.version,
      card: server.card,
      memberIds: [],
      isPosted: false,
      until: null,
      mayCorrect: true,
      history: [],
      names: {},
    })
    const editor = createCardEditor({
      look: () => Promise.resolve({ ok: true, reply: view() }),
      save(version, written) {
        const failure = server.fails.shift()
        if (failure) return Promise.resolve(failure)
        if (version !== server.version) return Promise.resolve(refuse('conflict', { reason: 'stale' }))
        server.saves.push(written)
        server.card = written
        return Promise.resolve({ ok: true, reply: { version: ++server.version } })
      },
      kept: () => Promise.resolve(world.kept ?? undefined),
      keep: (begun) => void (world.kept = begun),
      changed: (state) => void (world.shown = state),
    })
    await editor.open()
    return { editor, world, server }
  }

  it('is saved once when its writer pauses', async () => {
    const { editor, world, server } = await open()
    for (const headline of ['L', 'Lu', 'Lunch']) editor.edit({ headline })
    expect(world.shown!.saving).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(server.saves.map(({ headline }) => headline)).toEqual(['Lunch'])
    expect(world.shown!.saving).toBe('saved')
    expect(world.kept).toBeNull()
  })

  it('is merged and saved again where somebody else was quicker', async () => {
    const { editor, world, server } = await open({ headline: 'Lunch' })
    editor.edit({ wins: rows('We agreed') })
    Object.assign(server, { version: 2, card: card({ headline: 'Lunch first' }) })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(server.card).toEqual(card({ headline: 'Lunch first', wins: ['We agreed'] }))
    expect(cardOf(world.shown!.form)).toEqual(server.card)
  })

  it('takes in what others save while it is written', async () => {
    const { editor, world, server } = await open()
    editor.edit({ headline: 'Mine' })
    Object.assign(server, { version: 2, card: card({ question: 'Theirs?' }) })
    editor.hear(2, server.card)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(server.card).toEqual(card({ headline: 'Mine', question: 'Theirs?' }))
    expect(world.shown!.clashes).toEqual([])
  })

  it('lets its writer take the other words where both wrote', async () => {
    const { editor, world, server } = await open()
    editor.edit({ headline: 'Mine' })
    editor.hear(2, (server.card = card({ headline: 'Theirs' })))
    server.version = 2
    expect(world.shown!.clashes).toEqual([{ field: 'headline', theirs: 'Theirs' }])
    editor.settle('headline', true)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(cardOf(world.shown!.form).headline).toBe('Theirs')
    expect(world.shown!.saving).toBe('saved')
  })

  it('waits for the connection, and is saved then', async () => {
    const { editor, world, server } = await open()
    server.fails.push(offline())
    editor.edit({ headline: 'On a train' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(world.shown!.saving).toBe('late')
    expect(world.kept?.form.headline).toBe('On a train')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(server.card.headline).toBe('On a train')
  })

  it('is saved before its writer leaves it', async () => {
    const { editor, server } = await open()
    editor.edit({ headline: 'At the bell' })
    await editor.stop()
    expect(server.card.headline).toBe('At the bell')
  })

  it('lets its writer go after a second without a connection, and keeps what they wrote', async () => {
    const { editor, world, server } = await open()
    server.fails.push(new Promise(() => {}))
    editor.edit({ headline: 'On a train' })
    let isLeft = false
    void editor.leave().then((may) => (isLeft = may))
    await vi.advanceTimersByTimeAsync(900)
    expect(isLeft).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(isLeft).toBe(true)
    expect(world.kept?.form.headline).toBe('On a train')
  })

  it('gives back what its writer typed in the moment in which they were moved elsewhere, line by line', async () => {
    const { editor, world, server } = await open({ headline: 'Lunch', wins: ['We agreed'] })
    server.fails.push(refuse('not_found', { reason: 'room' }))
    const shown = world.shown!.form
    editor.edit({ headline: 'Lunch first', wins: [...shown.wins, ...rows('half a li')] })
    const left = await editor.stop()
    expect(unsavedLines(left!)).toEqual(['Lunch first', 'half a li'])
    expect(server.saves).toEqual([])
    expect(world.kept?.form.headline).toBe('Lunch first')
    // Nothing is left where everything was saved.
    const other = await open()
    other.editor.edit({ headline: 'Saved in time' })
    expect(await other.editor.stop()).toBeNull()
    expect(other.world.kept).toBeNull()
  })

  it('begins after a reload with what was not saved, merged into what was saved since', async () => {
    const kept = { base: blankCard, form: { ...formOf(blankCard), headline: 'Before the reload' } }
    const { world, server } = await open({ wins: ['Since then'] }, kept)
    expect(cardOf(world.shown!.form)).toEqual(card({ headline: 'Before the reload', wins: ['Since then'] }))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(server.card.headline).toBe('Before the reload')
  })

  it('keeps what is refused on the screen, and says why', async () => {
    const { editor, world, server } = await open()
    server.fails.push(refuse('closed', { reason: 'harvest_over' }))
    editor.edit({ headline: 'Too late' })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(world.shown).toMatchObject({ saving: 'refused', form: { headline: 'Too late' } })
    expect(world.shown!.refusal?.details.reason).toBe('harvest_over')
    expect(server.saves).toEqual([])
  })
})
