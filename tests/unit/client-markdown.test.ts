import fc from 'fast-check'
import { isValidElement, type ComponentChildren, type VNode } from 'preact'
import { describe, expect, it } from 'vitest'
import { blocks, plainText, safeHref, tokensOf } from '../../client/room/markdown.tsx'
import { clamped } from '../../shared/clamped.ts'

const rendered = (text: string, names: string[] = [], mine?: string) => blocks(tokensOf(text), { names, mine })

function elementsOf(children: ComponentChildren): VNode<Record<string, unknown>>[] {
  if (Array.isArray(children)) return children.flatMap(elementsOf)
  if (!isValidElement(children)) return []
  const element = children as VNode<Record<string, unknown>>
  return [element, ...elementsOf(element.props.children as ComponentChildren)]
}

function textOf(children: ComponentChildren): string {
  if (Array.isArray(children)) return children.map(textOf).join('')
  if (!isValidElement(children))
    return typeof children === 'string' || typeof children === 'number' ? String(children) : ''
  return textOf((children as VNode<{ children?: ComponentChildren }>).props.children)
}

const tags = 'p strong em del code pre blockquote ul ol li hr br a span div table thead tbody tr th td'.split(' ')
const attributes = 'children href rel target title tabIndex scope start class dir'.split(' ')

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:msgbox)',
  '[x](file:///etc/passwd)',
  '![x](javascript:alert(1))',
  '![x](https://example.org/spy.png)',
  '<javascript:alert(1)>',
  '[[x](javascript:alert(1))](https://example.org)',
  '[x]: javascript:alert(1)\n[x]',
  '[x](//example.org)',
  '[x](/settings)',
  '`<b>`\n\n    <i>\n',
  '<a href="javascript:alert(1)" style="position:fixed">x</a>',
  '| <b>a</b> | b |\n|---|---|\n| [x](javascript:1) | <script> |',
]

const isHarmless = (text: string) =>
  elementsOf(rendered(text, ['Ada'])).every(({ type, props }) => {
    const isKnown = typeof type === 'string' && tags.includes(type)
    const isPlain = Object.keys(props).every((name) => attributes.includes(name))
    const href = props['href']
    const goesWhereItMay = href === undefined || /^(https?:|mailto:)/.test(String(href))
    return isKnown && isPlain && goesWhereItMay && (href === undefined || props['rel'] === 'noopener nofollow')
  })

/** Milliseconds of this thread, the best of some tries: what else the machine does is not in it. */
function fastest(work: () => void): number {
  let best = Infinity
  for (let i = 0; i < 8 && best >= 50; i++) {
    const began = process.threadCpuUsage()
    work()
    const { user, system } = process.threadCpuUsage(began)
    best = Math.min(best, (user + system) / 1_000)
  }
  return best
}

describe('what somebody wrote', () => {
  it.each(hostile)('N58 shows %j as harmless elements', (text) => {
    expect(isHarmless(text)).toBe(true)
  })

  it('N58 yields no tag and no address outside the list, whatever is written', () => {
    const pieces = fc.oneof(
      fc.constantFrom(...hostile, '**', '_', '`', '\n', '\n\n', '> ', '- ', '1. ', '|', '@Ada', '#'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => isHarmless(parts.join(''))),
      { numRuns: 500 },
    )
  })

  it.each(['> '.repeat(4_000), '1. '.repeat(2_600), '- > '.repeat(2_000), `${'*'.repeat(3_990)}a${'*'.repeat(3_990)}`])(
    'shows what is nested by the thousand as plain text',
    (text) => {
      expect(textOf(rendered(text))).toBe(text)
    },
  )

  it('keeps what looks like HTML readable as text', () => {
    expect(textOf(rendered('I <3 <b>this</b>'))).toBe('I <3 <b>this</b>')
  })

  it('shows emphasis, lists, code and links', () => {
    const types = elementsOf(rendered('**a** _b_ ~~c~~ `d` https://example.org\n\n- one\n- two')).map(
      ({ type }) => type,
    )
    expect(types).toEqual(['p', 'strong', 'em', 'del', 'code', 'a', 'ul', 'li', 'li'])
  })

  it('quotes the words without the signs around them, in one line', () => {
    const text = '**Nine** at the _blue_ gate:\n\n- [boots](https://example.org)\n- `soup` & <b>\n\n> and bread'
    expect(plainText(text)).toBe('Nine at the blue gate: boots soup & <b> and bread')
    expect(plainText('| a | b |\n|---|---|\n| 1 | 2 |')).toContain('a')
  })

  it('marks mentions of people of the circle, the longest name first', () => {
    const mentions = elementsOf(rendered('@Ada Byron and @Ada, not @Adam', ['Ada', 'Ada Byron'], 'Ada'))
      .filter(({ type }) => type === 'span')
      .map(({ props }) => [props['children'], props['class']])
    expect(mentions).toEqual([
      ['@Ada Byron', 'mention'],
      ['@Ada', 'mention mention-me'],
    ])
  })

  it('N60 clamps stacked combining marks at eight', () => {
    expect(clamped(`a${'\u0301'.repeat(300)}b`)).toBe(`a${'\u0301'.repeat(8)}b`)
    expect(textOf(rendered(`a${'\u0301'.repeat(300)}b`))).toBe(`a${'\u0301'.repeat(8)}b`)
  })

  it.each([
    ['one word', 'x'.repeat(8_000)],
    ['lines', 'a\n'.repeat(4_000)],
    ['emoji', '🎉'.repeat(4_000)],
    ['brackets', '['.repeat(8_000)],
    ['half links', '[a]('.repeat(2_000)],
    ['stars', '*a'.repeat(4_000)],
    ['runs of stars', `${` ${'*'.repeat(38)}a`.repeat(200)} *b*`],
    ['one run of stars', `a${'*'.repeat(7_999)}`],
    ['stars around a letter', `${'*'.repeat(3_990)} a ${'*'.repeat(3_990)}`],
    ['hearts and tildes', '[x](//example.org)🎉~0'.repeat(380).slice(0, 8_000)],
    ['quotes in quotes', '> '.repeat(4_000)],
    ['code that never ends', '`'.repeat(8_000)],
    ['bars', '|a'.repeat(4_000)],
    ['spaces before an end', `a${' '.repeat(7_998)}b`],
    ['comments after letters', '\u0301/**'.repeat(2_000)],
    ['words between underscores', '__\u0301'.repeat(2_660)],
    ['marks', `a${'\u0301'.repeat(7_999)}`],
  ])('N60 reads eight thousand characters of %s within 50 ms', (_, text) => {
    expect(fastest(() => rendered(text))).toBeLessThan(50)
  })

  it('N60 reads eight thousand characters of anything within 50 ms', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...hostile,
        ...'*_`~[]()!<>|#-+.\\ \n\t&@:/1'.split(''),
        '**',
        '\n\n',
        '](',
        '```',
        '\u0301',
        '🎉',
      ),
      fc.string({ maxLength: 12 }),
    )
    // A few pieces again and again make it hard; many different ones hide where it is.
    const texts = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => {
      const unit = parts.join('') || 'x'
      return unit.repeat(Math.ceil(8_000 / unit.length)).slice(0, 8_000)
    })
    fc.assert(
      fc.property(texts, (text) => fastest(() => rendered(text)) < 50),
      { numRuns: 150 },
    )
  })

  it('shows code as code, however many signs it has', () => {
    const code = 'snake_case_name *= ~mask\n'.repeat(300)
    const types = elementsOf(rendered(`Look:\n\n\`\`\`js\n${code}\`\`\`\n\n**good**`)).map(({ type }) => type)
    expect(types).toEqual(['p', 'pre', 'code', 'p', 'strong'])
  })

  it('follows only http, https and mailto', () => {
    expect(safeHref('https://example.org/a')).toBe('https://example.org/a')
    expect(safeHref('mailto:ada@example.org')).toBe('mailto:ada@example.org')
    for (const href of ['javascript:1', 'data:,x', '/settings', '//x.org', 'blob:https://x', 'ftp://x']) {
      expect(safeHref(href)).toBeNull()
    }
  })
})
