import { COURTESIES, POINTERS } from './lexicon.ts'
import { pattern } from './pattern.ts'
import type { MarkKind } from './types.ts'

const DECISION = pattern(String.raw`
  \b(?:we(?:'ve| have)? (?:decided|agreed|settled|chose|voted)
  |(?:it was|it's been|that was|was|were) (?:decided|agreed|accepted|rejected|approved)
  |decision (?:is|was)|the (?:plan|conclusion) is|let's go with|we'll go with|consensus|resolved to)\b`)
const ACTION = pattern(String.raw`
  \b(?:i'll|i will|we'll|we will|i'm going to|we're going to|i am going to
  |going to (?:send|write|check|ask|call|set up|prepare|try)|action item|to-?do|needs? to be done
  |by (?:monday|tuesday|wednesday|thursday|friday|tomorrow|next week)|volunteer)\b`)
const SETTLED = pattern(String.raw`
  \b(?:we(?:'ve| have)? (?:all )?(?:decided|agreed|settled|voted)|it was (?:decided|agreed)|we'll go with|let's go with)\b`)
const PROMISE = pattern(String.raw`
  ^(?:i'll|i will|i'm going to|i am going to) (?:\w+ly )?(?:ask|book|bring|build|call|check|contact|create|do|draft
  |e?-?mail|finish|fix|look into|make|move|organi[sz]e|post|prepare|review|schedule|send|set up|share|talk to|test|try
  |update|write) `)
const WEIGHTY = pattern(String.raw`
  \b(?:accepted|agree|aim|because|better|challenge|concern|conclusion|difference|disagree|evidence|finished|first|goal
  |important|improve|instead|issue|key|main|must|need to|new|plan|point is|problem|propose|question is|reason|recommend
  |results?|should|suggest|therefore)\b`)
const IDLE = pattern(String.raw`
  \b(?:you know|i don't know|i'm not sure|whatever|blah|something like that|or something|microphone|can you hear|mute
  |coffee|lunch|tea|haha|lol)\b`)
const ASKS = pattern(String.raw`
  ^(?:what|why|how|when|where|which|who|do|does|did|is|are|was|were|can|could|should|will|would|have|has|to what)\b`)

/** What an unmarked statement looks like: a decision, a promise to act, or a plain point. */
export const cueOf = (text: string): MarkKind | 'point' =>
  text.endsWith('?') ? 'point' : SETTLED.test(text) ? 'decision' : PROMISE.test(text) ? 'action' : 'point'

/**
 * How well a statement reads to somebody who was not there, from 0.2 to about 1.6 (cue words after H. Edmundson, "New
 * methods in automatic extracting", 1969): it names what it is about, promises, decides or reasons, and is no chatter.
 */
export function qualityOf(text: string): number {
  const small = text.toLowerCase().replaceAll('’', "'")
  const [first = '', second = ''] = small.split(/\s+/)
  let quality = 1
  if (DECISION.test(small)) quality *= 1.5
  else if (ACTION.test(small)) quality *= 1.2
  if (WEIGHTY.test(small)) quality *= 1.15
  if (POINTERS.has(first)) quality *= 0.65
  else if (/^(?:you|your|you're|you've)$/.test(first)) quality *= 0.7
  else if (/^(?:i|we|i'm|we're|i've|we've)$/.test(first) && !/^(?:know|mean|guess|don't)$/.test(second)) quality *= 1.1
  if (IDLE.test(small)) quality *= 0.6
  if (COURTESIES.test(small)) quality *= 0.2
  if (small.endsWith('?')) quality *= ASKS.test(small) ? 1.1 : 0.5
  const pointing = small.match(/\b(?:it|this|that|these|those|they|them|he|she|one|there)\b/g)?.length ?? 0
  return quality * Math.max(0.5, 1 - 0.07 * pointing)
}
