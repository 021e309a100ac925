import { limits } from '../../shared/limits.ts'
import type { ListName } from '../state/card-form.ts'

type ListWords = { title: string; one: string; hint: string; max: number }

/** What the lines of a card are called, and how many fit. */
export const listWords: Record<ListName, ListWords> = {
  insights: { title: 'Insights', one: 'Insight', hint: 'Up to three.', max: limits.harvest.insights },
  decisions: { title: 'Decisions', one: 'Decision', hint: 'What you agreed on.', max: limits.harvest.lines },
  actions: { title: 'Actions', one: 'Action', hint: 'Who does what next.', max: limits.harvest.lines },
  wins: { title: 'Wins', one: 'Win', hint: 'What went well.', max: limits.harvest.lines },
}
