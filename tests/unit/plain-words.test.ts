import { describe, expect, it } from 'vitest'
import { plainWords } from '../../shared/plain-words.ts'

describe('words that are quoted', () => {
  it.each([
    ['A **bold** and *quiet* word', 'A bold and quiet word'],
    ['a __bold__ and _quiet_ one, ~~gone~~', 'a bold and quiet one, gone'],
    ['see [the plan](https://example.org/plan_b) and `npm start`', 'see the plan and npm start'],
    ['# Title\n> quoted\n- one\n- two', 'Title\nquoted\n- one\n- two'],
    ['```ts\nconst a = 1\n```', 'const a = 1\n'],
  ])('stand without the signs of Markdown: %j', (written, read) => expect(plainWords(written)).toBe(read))

  it.each(['2 * 3 * 4 = 24', 'snake_case_names stay', 'a ** b', '**', 'f(x) [1] (2)', 'who said so? *'])(
    'keep what is no sign: %j',
    (text) => expect(plainWords(text)).toBe(text),
  )

  it.each(['*', '_', '[', '`', '~', '> ', '**a', '](', '#'])(
    'are read at once, however many of %j there are',
    (sign) => {
      const long = sign.repeat(Math.ceil(8_000 / sign.length))
      expect(plainWords(long).length).toBeLessThanOrEqual(long.length)
    },
  )
})
