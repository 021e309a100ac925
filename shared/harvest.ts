import * as z from 'zod/mini'
import { Id } from './ids.ts'
import { limits } from './limits.ts'
import { line, optionalWords } from './text.ts'

const lines = (max: number) => z.array(line(limits.harvest.lineLength)).check(z.maxLength(max))

/** What a breakout brings back to its room. Anything may be left empty; a card with nothing in it counts as none. */
export const HarvestCard = z.strictObject({
  headline: optionalWords(limits.harvest.headlineLength),
  insights: lines(limits.harvest.insights),
  decisions: lines(limits.harvest.lines),
  actions: z
    .array(z.strictObject({ text: line(limits.harvest.lineLength), ownerId: z.nullable(Id) }))
    .check(z.maxLength(limits.harvest.lines)),
  question: optionalWords(limits.harvest.lineLength),
  wins: lines(limits.harvest.lines),
})
export type HarvestCard = z.infer<typeof HarvestCard>
