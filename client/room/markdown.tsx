import { lexer, type Token, type Tokens } from 'marked'
import type { ComponentChildren, VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { clamped } from '../../shared/clamped.ts'

type Props = {
  text: string
  /** The names that count as mentions after an `@`. */
  names?: readonly string[]
  /** The reader's own name: mentions of it stand out. */
  mine?: string | undefined
}

/**
 * What somebody wrote, as elements. The text never passes through HTML: tokens become elements of this short list, and
 * whatever looks like HTML is shown as the text that it is.
 */
export function Markdown({ text, names = [], mine }: Props): VNode {
  const tokens = useMemo(() => tokensOf(text), [text])
  return (
    <div class="md" dir="auto">
      {blocks(tokens, { names, mine })}
    </div>
  )
}

/**
 * The text's tokens. Quotes, lists or stars by the hundred overflow the parser or the page, or would keep them busy for
 * seconds: such a text stays as it is.
 */
export function tokensOf(text: string): Token[] {
  const clean = clamped(text).replace(/[ \t]{100,}/g, (space) => space.slice(0, 100))
  const plain: Tokens.Text = { type: 'text', raw: clean, text: clean, escaped: false }
  if (nestedBeyond.test(clean) || isDense(clean)) return [plain]
  try {
    const tokens = lexer(clean, { gfm: true, breaks: true })
    return isDeeperThan(deepest, tokens) ? [plain] : tokens
  } catch {
    return [plain]
  }
}

/** The words alone, in one line, as a quote shows them. */
export const plainText = (text: string): string => lineOf(tokensOf(text)).replace(/\s+/g, ' ').trim()

const lineOf = (tokens: Token[]): string =>
  tokens
    .map((token) => {
      const { tokens: within, items, text = '' } = token as Tokens.Generic
      if (within) return isInline.has(token.type) ? lineOf(within) : `${lineOf(within)} `
      if (items) return lineOf(items as Token[])
      return token.type === 'br' || token.type === 'space' ? ' ' : (text as string) || token.raw
    })
    .join('')

const isInline = new Set(['text', 'strong', 'em', 'del', 'link'])

const deepest = 16
const nestedBeyond = /^(?:[ \t]{0,4}(?:>|[-*+]|\d{1,9}[.)])[ \t]?){17}/m

// To find where emphasis ends, the text is read once for each place where it may begin; code has as many as it likes.
const fenced = /^ {0,3}```[^`\n]*\n[^]*?(?:^ {0,3}```[ \t]*$|$(?![^]))/gm
const mostRead = { atRuns: 1_600_000, atSigns: 3_200_000 }
const mostSigns = 1_500

function isDense(text: string): boolean {
  const outside = text.replace(fenced, '')
  const runs = outside.match(/[*_~]+/g) ?? []
  const isOften = runs.length * outside.length > mostRead.atRuns
  return (
    isOften ||
    runs.join('').length * outside.length > mostRead.atSigns ||
    outside.replace(/[^!`[\]<>()|\\&]/g, '').length > mostSigns
  )
}

const isDeeperThan = (levels: number, tokens: Token[]): boolean =>
  tokens.some((token) => {
    const { tokens: within = [], items = [] } = token as { tokens?: Token[]; items?: Token[] }
    return levels === 0 || isDeeperThan(levels - 1, [...within, ...items])
  })

/** The address if it may be followed, else null: never a script, never a file, never another page of this site by stealth. */
export function safeHref(href: string): string | null {
  try {
    const url = new URL(href)
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null
  } catch {
    return null
  }
}

type Reader = { names: readonly string[]; mine?: string | undefined }

export function blocks(tokens: Token[], reader: Reader): ComponentChildren[] {
  return tokens.map((token) => block(token as Tokens.Generic, reader))
}

function block(token: Tokens.Generic, reader: Reader): ComponentChildren {
  const within = () => inlines(token.tokens ?? [], reader)
  switch (token.type) {
    case 'paragraph':
      return <p>{within()}</p>
    case 'heading':
      // A heading of a message is none of the page's.
      return (
        <p>
          <strong>{within()}</strong>
        </p>
      )
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{token.text as string}</code>
        </pre>
      )
    case 'blockquote':
      return <blockquote>{blocks(token.tokens ?? [], reader)}</blockquote>
    case 'list': {
      const items = (token as Tokens.List).items.map((item, index) => (
        <li key={index}>
          {item.task ? (item.checked ? '☑ ' : '☐ ') : null}
          {blocks(
            item.tokens.filter(({ type }) => type !== 'checkbox'),
            reader,
          )}
        </li>
      ))
      return token['ordered'] ? <ol start={Number(token['start']) || 1}>{items}</ol> : <ul>{items}</ul>
    }
    case 'table':
      return table(token as Tokens.Table, reader)
    case 'hr':
      return <hr />
    case 'space':
    case 'def':
      return null
    case 'text':
      return token.tokens ? within() : words(token.text as string, reader)
    default:
      return words(token.raw, reader)
  }
}

function table({ header, rows }: Tokens.Table, reader: Reader): VNode {
  return (
    <div class="md-table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell, index) => (
              <th key={index} scope="col">
                {inlines(cell.tokens, reader)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{inlines(cell.tokens, reader)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function inlines(tokens: Token[], reader: Reader): ComponentChildren[] {
  return tokens.map((token) => inline(token as Tokens.Generic, reader))
}

function inline(token: Tokens.Generic, reader: Reader): ComponentChildren {
  const within = () => inlines(token.tokens ?? [], reader)
  switch (token.type) {
    case 'strong':
      return <strong>{within()}</strong>
    case 'em':
      return <em>{within()}</em>
    case 'del':
      return <del>{within()}</del>
    case 'codespan':
      return <code>{token.text as string}</code>
    case 'br':
      return <br />
    case 'link':
      return link(token['href'] as string, within())
    case 'image':
      // Nothing is fetched from elsewhere by showing a message.
      return link(token['href'] as string, token.text || 'image')
    case 'text':
    case 'escape':
      return token.tokens ? within() : words(token.text as string, reader)
    default:
      return words(token.raw, reader)
  }
}

function link(href: string, children: ComponentChildren): ComponentChildren {
  const safe = safeHref(href)
  if (!safe) return children
  return (
    <a href={safe} rel="noopener nofollow" target="_blank" title={safe}>
      {children}
    </a>
  )
}

/** Plain words, with the mentions of people who are known here. */
function words(text: string, { names, mine }: Reader): ComponentChildren {
  if (!text.includes('@') || names.length === 0) return text
  const longestFirst = names.toSorted((a, b) => b.length - a.length).map(escaped)
  const parts = text.split(new RegExp(`(@(?:${longestFirst.join('|')}))(?![\\p{L}\\p{N}])`, 'u'))
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} class={part.slice(1) === mine ? 'mention mention-me' : 'mention'}>
        {part}
      </span>
    ) : (
      part
    ),
  )
}

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
