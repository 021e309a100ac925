import type { HarvestCard } from '../../shared/harvest.ts'
import type { Id } from '../../shared/ids.ts'

/** One line of a card as it is being written. The key stays while others add and take out lines around it. */
export type Row = { key: number; text: string; ownerId: Id | null }

export const lists = ['insights', 'decisions', 'actions', 'wins'] as const
export const texts = ['headline', 'question'] as const
export type ListName = (typeof lists)[number]
export type TextName = (typeof texts)[number]

/** A card on its way: like the card, with lines that may still be empty. */
export type CardForm = Record<TextName, string> & Record<ListName, Row[]>

/** What was written and not saved yet, and over which card: it survives a reload. */
export type KeptCard = { base: HarvestCard; form: CardForm }

/** Somebody else wrote other words into a field that the member was writing in: the member's stand, theirs are shown. */
export type Clash = { field: TextName; theirs: string }

export const blankCard: HarvestCard = { headline: '', insights: [], decisions: [], actions: [], question: '', wins: [] }

let lastKey = 0

export const newRow = (text = '', ownerId: Id | null = null): Row => ({ key: ++lastKey, text, ownerId })

export const formOf = (card: HarvestCard): CardForm => ({
  headline: card.headline,
  question: card.question,
  insights: card.insights.map((text) => newRow(text)),
  decisions: card.decisions.map((text) => newRow(text)),
  actions: card.actions.map(({ text, ownerId }) => newRow(text, ownerId)),
  wins: card.wins.map((text) => newRow(text)),
})

/** What the form says, without its empty lines. */
export function cardOf(form: CardForm): HarvestCard {
  const linesOf = (name: ListName) => written(form[name]).map(({ text }) => text.trim())
  return {
    headline: form.headline.trim(),
    insights: linesOf('insights'),
    decisions: linesOf('decisions'),
    actions: written(form.actions).map(({ text, ownerId }) => ({ text: text.trim(), ownerId })),
    question: form.question.trim(),
    wins: linesOf('wins'),
  }
}

/** The lines that somebody has written and that stand on no saved card, in the order of the card's fields. */
export function unsavedLines({ base, form }: KeptCard): string[] {
  const linesOf = (card: HarvestCard) => [
    card.headline,
    ...card.insights,
    ...card.decisions,
    ...card.actions.map(({ text }) => text),
    card.question,
    ...card.wins,
  ]
  const saved = new Set(linesOf(base))
  return linesOf(cardOf(form)).filter((line) => line !== '' && !saved.has(line))
}

export const isSameCard = (one: HarvestCard, other: HarvestCard) =>
  JSON.stringify(cardOf(formOf(one))) === JSON.stringify(cardOf(formOf(other)))

/**
 * The form after somebody else has saved the card: what they changed since `base` is taken over, what the member has
 * changed meanwhile stays. Lines that both changed are both kept (as in diff3); a headline or question of both is a clash.
 */
export function mergedForm(
  base: HarvestCard,
  form: CardForm,
  theirs: HarvestCard,
): { form: CardForm; clashes: Clash[] } {
  const [was, news] = [formOf(base), formOf(theirs)]
  const next = { ...form }
  const clashes: Clash[] = []
  for (const field of texts) {
    const mine = form[field].trim()
    if (mine === was[field].trim()) next[field] = news[field]
    else if (news[field] !== was[field] && news[field] !== mine) clashes.push({ field, theirs: news[field] })
  }
  for (const name of lists) {
    next[name] = [...mergedRows(was[name], written(form[name]), news[name]), ...form[name].filter(isBlank)]
  }
  return { form: next, clashes }
}

const isBlank = ({ text }: Row) => text.trim() === ''
const written = (rows: Row[]) => rows.filter((row) => !isBlank(row))

/** Between the lines that all three have in common, each stretch is merged by itself. */
function mergedRows(base: Row[], mine: Row[], theirs: Row[]): Row[] {
  const [inMine, inTheirs] = [commonRows(base, mine), commonRows(base, theirs)]
  const merged: Row[] = []
  let [b, m, t] = [0, 0, 0]
  for (let at = 0; at <= base.length; at++) {
    const isEnd = at === base.length
    const [mineAt, theirsAt] = isEnd ? [mine.length, theirs.length] : [inMine.get(at), inTheirs.get(at)]
    if (mineAt === undefined || theirsAt === undefined) continue
    merged.push(...mergedStretch(base.slice(b, at), mine.slice(m, mineAt), theirs.slice(t, theirsAt)))
    if (!isEnd) merged.push(mine[mineAt]!)
    ;[b, m, t] = [at + 1, mineAt + 1, theirsAt + 1]
  }
  return merged
}

function mergedStretch(base: Row[], mine: Row[], theirs: Row[]): Row[] {
  if (areSame(mine, base)) return theirs
  if (areSame(theirs, base) || areSame(mine, theirs)) return mine
  const isInPlace = mine.length >= base.length && theirs.length >= base.length
  const changed = isInPlace ? base.length : 0
  const rows = mine.slice(0, changed).flatMap((row, i) => mergedRow(base[i]!, row, theirs[i]!))
  const added = [...rows, ...mine.slice(changed)]
  const known = new Set((isInPlace ? added : [...base, ...added]).map(wordsOf))
  return [...added, ...theirs.slice(changed).filter((row) => !known.has(wordsOf(row)))]
}

function mergedRow(base: Row, mine: Row, theirs: Row): Row[] {
  if (areSame([mine], [base])) return [{ ...theirs, key: mine.key }]
  return areSame([theirs], [base]) || areSame([theirs], [mine]) ? [mine] : [mine, theirs]
}

/** Where each row of one list stands in the other: a longest common subsequence. */
function commonRows(one: Row[], other: Row[]): Map<number, number> {
  const length = one.map(() => other.map(() => 0))
  const at = (i: number, j: number) => length[i]?.[j] ?? 0
  const isMatch = (i: number, j: number) => wordsOf(one[i]!) === wordsOf(other[j]!)
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      length[i]![j] = isMatch(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const found = new Map<number, number>()
  for (let [i, j] = [0, 0]; i < one.length && j < other.length;) {
    if (isMatch(i, j)) found.set(i++, j++)
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return found
}

const wordsOf = ({ text, ownerId }: Row) => `${text.trim()}\n${ownerId}`
const areSame = (one: Row[], other: Row[]) =>
  one.length === other.length && one.every((row, i) => wordsOf(row) === wordsOf(other[i]!))
