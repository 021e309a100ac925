import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recapDraft } from '../../server/domain/recap-draft/draft.ts'
import type { RecapDraft, Transcript } from '../../server/domain/recap-draft/types.ts'

describe('drafting a recap', () => {
  it('puts marked decisions and actions first', () => {
    const said = talk([
      ['ada', 'Welcome everybody, today we talk about the garden and the tool shed behind the library.'],
      ['ben', 'The tool shed leaks and the shovels rust, so we need a new roof before winter.'],
      ['chloe', 'Here is the price list of the hardware store in Mill Lane.', { marks: ['resource'] }],
      ['ben', 'I will ask the hardware store for roof felt by Friday.', { marks: ['action'] }],
      ['ada', 'We repair the roof in October and leave the door for spring.', { marks: ['decision'] }],
    ])
    const { bullets } = recapDraft(said)
    expect(bullets.map((bullet) => bullet.type).slice(0, 3)).toEqual(['decision', 'action', 'resource'])
    expect(bullets.map((bullet) => bullet.cites).slice(0, 2)).toEqual([['m5'], ['m4']])
    expect(bullets[1]!.text).toBe('Ben will ask the hardware store for roof felt by Friday.')
  })

  it('tells what is no sentence as it was said, and ends a sentence once', () => {
    const { bullets } = recapDraft(
      talk([
        ['ada', 'No last verse.', { marks: ['decision'] }],
        ['ben', 'So the line is: "We eat porridge and the day starts more slowly."', { marks: ['insight'] }],
        ['chloe', 'The poster says when the doors open and what the soup costs.'],
      ]),
    )
    expect(bullets.map(({ text }) => text).slice(0, 2)).toEqual([
      'Ada: No last verse.',
      'Ben said that the line is: "We eat porridge and the day starts more slowly."',
    ])
  })

  it('gives every breakout that said something its place, however much the main room says', () => {
    const main = Array.from({ length: 300 }, (_, i): Said => [
      'ada',
      `The orchard plan number ${i} needs ${i} apple trees and a deep well near the northern wall.`,
      i % 20 === 0 ? { marks: ['decision'] } : {},
    ])
    const breakout: Said[] = [
      ['ben', 'We think the bee hives should stand beside the lavender field.', { section: 'Bees' }],
      ['chloe', 'The lavender field is sunny, and the hives need shelter from the wind.', { section: 'Bees' }],
    ]
    const { bullets } = recapDraft(talk([...main, ...breakout]))
    expect(bullets).toHaveLength(10)
    expect(bullets.filter((bullet) => bullet.section === 'Bees')).not.toHaveLength(0)
    expect(bullets[0]!.type).toBe('decision')
  })

  it('a breakout of empty words gets no bullet', () => {
    const { bullets } = recapDraft(
      talk([
        ['ada', 'The ferry to the island leaves from the eastern pier at seven in the morning.'],
        ['ben', 'ok', { section: 'Quiet' }],
        ['chloe', 'mm-hmm', { section: 'Quiet' }],
      ]),
    )
    expect(bullets.some((bullet) => bullet.section === 'Quiet')).toBe(false)
    expect(bullets.some((bullet) => bullet.cites.includes('m1'))).toBe(true)
  })

  it('nothing said gives nothing to read', () => {
    expect(recapDraft({ title: null, messages: [] })).toEqual({ bullets: [] })
    expect(
      recapDraft(
        talk([
          ['ada', ''],
          ['ben', '   '],
          ['chloe', 'ok'],
        ]),
      ),
    ).toEqual({ bullets: [] })
  })

  it('tells what people said about themselves in the third person', () => {
    const { bullets } = recapDraft(talk([['ada', "I'll bring my projector to the harbour workshop on Tuesday."]]))
    expect(bullets[0]!.text).toBe('Ada will bring their projector to the harbour workshop on Tuesday.')
  })
})

describe('a draft keeps its limits', () => {
  const hostile: [string, Transcript][] = [
    [
      'one message of 8,000 characters',
      talk([['ada', 'The lighthouse keeper counted ships and wrote them down. '.repeat(141).slice(0, 8000)]]),
    ],
    ['8,000 characters without a space', talk([['ada', 'x'.repeat(8000), { marks: ['decision'] }]])],
    [
      'emoji only',
      talk([
        ['ada', '🎉🎉🎉'],
        ['ben', '👩‍👩‍👧‍👦'.repeat(300), { marks: ['win'] }],
        ['chloe', '👍'],
      ]),
    ],
    [
      'empty bodies',
      talk([
        ['ada', ''],
        ['ben', '\n\n'],
        ['chloe', '', { marks: ['action'] }],
      ]),
    ],
    [
      '1,500 messages',
      talk(
        Array.from({ length: 1500 }, (_, i): Said => [
          ['ada', 'ben', 'chloe'][i % 3]!,
          `Item ${i}: the ${i % 7 ? 'river' : 'bridge'} survey found ${i * 3} cracks in pillar ${i % 11}.`,
        ]),
      ),
    ],
    [
      'right-to-left text',
      talk([
        ['דנה', 'אנחנו צריכים לתקן את הגג של הספרייה לפני החורף כי המים נכנסים.'],
        ['عمر', 'سنلتقي يوم الثلاثاء في المكتبة لمناقشة ميزانية الحديقة الجديدة.', { marks: ['decision'] }],
      ]),
    ],
    [
      'text without spaces',
      talk([
        ['葵', '来週の火曜日に図書館で新しい庭の予算について話し合うことにしました。'.repeat(20)],
        ['蓮', '屋根の修理は十月に終わる予定です。'],
      ]),
    ],
    [
      'ill-formed UTF-16',
      talk([['ada', 'The \ud800 tower \u0000 bell rings at noon and wakes the whole valley.', { marks: ['insight'] }]]),
    ],
    ['a very long name', talk([['A'.repeat(400), 'The museum opens a new gallery about clocks in March.']])],
    [
      'citations of one sentence over many messages',
      talk(
        Array.from({ length: 60 }, (_, i): Said => [
          i % 2 ? 'Ben' : 'Ada',
          i % 2 ? 'mm-hmm' : `${i ? 'and' : 'The'} windmill number ${i} turns while`,
        ]),
      ),
    ],
  ]

  for (const [name, transcript] of hostile) {
    it(name, () => {
      expectSound(recapDraft(transcript), transcript)
    })
  }

  it('whatever is said', () => {
    const word = fc.constantFrom(
      'We',
      'I',
      'will',
      'decided',
      'the',
      'garden',
      'roof',
      '12',
      '3.5',
      'um,',
      'th',
      'the',
      'the',
      'and',
      'but',
      'because',
      'ask',
      '?',
      '.',
      '—',
      '🎉',
      'naïve',
      'Mill',
      'Lane,',
      '(',
      '"',
      '\n',
      'שלום',
      '図書館',
      '10:30',
      '1,000',
    )
    const message = fc.record({
      author: fc.constantFrom('ada', 'ben', 'chloe', 'Rae 2', ''),
      body: fc.oneof(
        fc.array(word, { maxLength: 60 }).map((list) => list.join(' ')),
        fc.string({ unit: 'binary', maxLength: 80 }),
      ),
      section: fc.constantFrom(undefined, undefined, 'Bees', 'Tools', ''),
      marks: fc.constantFrom(undefined, [], ['decision'], ['win', 'question'], ['unknown']),
      reactions: fc.nat({ max: 9 }),
    })
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40 }), (list) => {
        const transcript = talk(
          list.map(({ author, body, section, marks, reactions }): Said => [
            author,
            body,
            { reactions, ...(section === undefined ? {} : { section }), ...(marks ? { marks: [...marks] } : {}) },
          ]),
        )
        const draft = recapDraft(transcript)
        expectSound(draft, transcript)
        expect(recapDraft(structuredClone(transcript))).toEqual(draft)
      }),
      { numRuns: 300 },
    )
  })
})

type Extras = { section?: string; marks?: string[]; reactions?: number }
type Said = [author: string, body: string, more?: Extras]

function talk(list: Said[]): Transcript {
  const messages = list.map(([author, body, more], i) => ({
    id: `m${i + 1}`,
    author: author && author[0]!.toUpperCase() + author.slice(1),
    at: '2026-01-05T10:00:00.000Z',
    body,
    ...more,
  }))
  return { title: null, messages }
}

/** Limits, citations, numbers: what holds for every draft. */
function expectSound(draft: RecapDraft, { messages }: Transcript): void {
  const byId = new Map(messages.map((message) => [message.id, message]))
  expect(draft.bullets.length).toBeLessThanOrEqual(10)
  for (const { text, cites, section } of draft.bullets) {
    expect(text.length).toBeGreaterThan(0)
    expect(text.length).toBeLessThanOrEqual(280)
    expect(text.isWellFormed()).toBe(true)
    expect(text).not.toMatch(/\u0000/)
    expect(text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0).toBeLessThanOrEqual(60)
    expect(cites.length).toBeGreaterThanOrEqual(1)
    expect(cites.length).toBeLessThanOrEqual(5)
    expect(new Set(cites).size).toBe(cites.length)
    for (const id of cites) expect(byId.get(id)?.section).toBe(section)
    const source = cites.map((id) => `${byId.get(id)!.body} ${byId.get(id)!.author}`).join(' ')
    for (const [number] of text.matchAll(/\d+(?:[.,:]\d+)*/g)) expect(source).toContain(number)
  }
}
