import { describe, expect, it } from 'vitest'
import { tellings, trimmedClause } from '../../server/domain/recap-draft/clauses.ts'
import { cleanBody, isSpoken } from '../../server/domain/recap-draft/clean.ts'
import { reported } from '../../server/domain/recap-draft/report.ts'
import { withoutSignature } from '../../server/domain/recap-draft/signatures.ts'
import { stem } from '../../server/domain/recap-draft/stem.ts'
import { isEnglish, terms, wordCount, words } from '../../server/domain/recap-draft/tokens.ts'

describe('words of a recap draft', () => {
  it('forms of one word share a stem', () => {
    for (const [one, other] of [
      ['meetings', 'meeting'],
      ['planned', 'plans'],
      ['decides', 'decided'],
      ['studies', 'study'],
      ['organisation', 'organisations'],
    ] as const) {
      expect(stem(one)).toBe(stem(other))
    }
    expect(stem('library')).not.toBe(stem('liberal'))
  })

  it('topics are named by content words, in any script', () => {
    expect([...terms("We should have asked Rae's garden committee")]).toHaveLength(4)
    expect(words('図書館の屋根を修理する').length).toBeGreaterThan(2)
    expect(terms('we will be there and so on').size).toBe(0)
  })

  it('a hyphen parts two words for the limit', () => {
    expect(wordCount('on-line, 3.5 times')).toBe(5)
  })

  it('knows English from German', () => {
    expect(isEnglish(['We will repair the roof of the library before winter.'])).toBe(true)
    expect(isEnglish(['Wir reparieren das Dach der Bibliothek noch vor dem Winter.'])).toBe(false)
    expect(isEnglish([])).toBe(false)
  })
})

describe('cleaning what was said', () => {
  it('fillers, stammers and cut-off words of speech go', () => {
    expect(cleanBody('Um, we we sh should, uh, fix the the roof, you know, before w winter.', true)).toBe(
      'we should fix the roof, before winter.',
    )
  })

  it('what people typed keeps its words', () => {
    expect(cleanBody('we had had the the same idea', false)).toBe('we had had the the same idea')
  })

  it('quoted lines, code and addresses go', () => {
    expect(cleanBody('> old news\nThe door is <ada@example.org> open, see https://example.org/x now', false)).toBe(
      'The door is open, see now',
    )
  })

  it('tells a transcript of speech from typing', () => {
    expect(isSpoken(['Um, well, uh, so we, um, met.', 'Uh-huh.', 'Um. Yeah.'])).toBe(true)
    expect(isSpoken(['We met on Monday.', 'Hm, not sure.', 'Let us ask Rae.'])).toBe(false)
  })

  it('a signature ends a letter', () => {
    expect(withoutSignature('The pump is repaired and runs. Regards, Ben Miller Mill Lane 4', 'Ben Miller')).toBe(
      'The pump is repaired and runs.',
    )
    expect(withoutSignature('Take the short way over the bridge. Ben', 'Ben')).toBe(
      'Take the short way over the bridge.',
    )
    expect(withoutSignature('We asked the neighbours. Ben asked them twice.', 'Ben')).toBe(
      'We asked the neighbours. Ben asked them twice.',
    )
  })
})

describe('shortening a sentence', () => {
  it('gives clauses that can stand alone', () => {
    const found = tellings('So the roof leaks when it rains, and we need new tiles before October, because')
    expect(found).toContain('we need new tiles before October')
    expect(found.every((text) => !/^(?:so|and|because)\b|because$/i.test(text))).toBe(true)
  })

  it('tells nothing without its condition, its doubt or its question mark', () => {
    expect(tellings('If it rains on Sunday, we cancel the whole picnic')).toEqual([
      'If it rains on Sunday, we cancel the whole picnic',
    ])
    expect(tellings('Maybe we should cancel the whole picnic')).toEqual(['Maybe we should cancel the whole picnic'])
    for (const text of tellings('Should we cancel the picnic, and they stay at home?')) expect(text).toMatch(/\?$/)
  })

  it('keeps no half of a pair of quotation marks', () => {
    for (const [open, close] of [['"', '"'] as const, ['“', '”'] as const]) {
      const found = tellings(
        `She said ${open}the roof leaks when it rains, and we need new tiles before October${close}`,
      )
      expect(found.length).toBeGreaterThan(0)
      for (const text of found) expect(text.split(/["“”]/).length % 2).toBe(1)
    }
    expect(trimmedClause('she said "a roof" and "two gutters', false)).toBe('she said "a roof" and two gutters')
    expect(trimmedClause('the roof", she said, "and the walls" too', false)).toBe(
      'the roof, she said, "and the walls" too',
    )
    expect(trimmedClause('she calls it „Hallo“ in German', false)).toBe('she calls it „Hallo“ in German')
  })

  it('gives nothing for a sentence that broke off', () => {
    expect(tellings('and the thing that we')).toEqual([])
  })
})

describe('telling what somebody said', () => {
  const told = (text: string): string => reported({ author: 'Ada', text, knows: () => true })

  it('names the author and leaves the first person', () => {
    expect(told("I'll send my notes to Ben.")).toBe('Ada will send their notes to Ben')
    expect(told("I don't need the key.")).toBe("Ada doesn't need the key")
    expect(told('I think that the roof is fine.')).toBe('Ada thinks that the roof is fine')
    expect(told('The roof is fine, I am sure of it.')).toBe('Ada said that the roof is fine, they are sure of it')
  })

  it('keeps questions, proposals and orders apart from statements', () => {
    expect(told('Who has the key?')).toBe('Ada asked: Who has the key?')
    expect(told("Let's meet at the bridge.")).toBe('Ada proposed that we meet at the bridge')
    expect(told('Check the pump twice.')).toBe('Ada: Check the pump twice')
  })

  it('keeps names and acronyms in capitals', () => {
    expect(reported({ author: 'Ada', text: 'NASA paid for it.', knows: () => true })).toBe(
      'Ada said that NASA paid for it',
    )
    expect(reported({ author: 'Ada', text: 'Rae paid for it.', knows: () => false })).toBe(
      'Ada said that Rae paid for it',
    )
  })
})
