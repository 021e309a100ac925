import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { marked, type Token, type Tokens } from 'marked'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

type Proof = { path: string; title: string | null }
type Promised = { words: string; proofs: Proof[] }

/** Every line of the page, with what it points to. */
function promisesOf(page: string): Promised[] {
  const lists = marked.lexer(page).filter((token): token is Tokens.List => token.type === 'list')
  return lists
    .flatMap(({ items }) => items)
    .map(({ text, tokens }) => ({ words: text.slice(0, 80), proofs: linksIn(tokens).map(proofOf) }))
}

function linksIn(tokens: Token[]): Tokens.Link[] {
  return tokens.flatMap((token) =>
    token.type === 'link' ? [token as Tokens.Link] : 'tokens' in token ? linksIn(token.tokens ?? []) : [],
  )
}

const proofOf = ({ href, title }: Tokens.Link): Proof => ({ path: href, title: title ?? null })

/** What is wrong with a page: promises without a proof, proofs that are not there. */
function faultsOf(page: string): string[] {
  return promisesOf(page).flatMap(({ words, proofs }) => [
    ...(proofs.length === 0 ? [`nothing proves: ${words}`] : []),
    ...proofs.flatMap(({ path, title }) => {
      if (!path.startsWith('tests/') || !existsSync(join(root, path))) return [`${path} is not there`]
      const isNamed = title && readFileSync(join(root, path), 'utf8').includes(title)
      return isNamed ? [] : [`${path} has no test ${title}`]
    }),
  ])
}

const page = readFileSync(join(root, 'GUARANTEES.md'), 'utf8')

test('every guarantee names the test that proves it, and that test exists', () => {
  expect(promisesOf(page).length).toBeGreaterThan(20)
  expect(faultsOf(page)).toEqual([])
})

test('a guarantee without a test, or with one that is gone, is found', () => {
  expect(faultsOf('- All is well.')).toEqual(['nothing proves: All is well.'])
  expect(faultsOf(`- All is well ([test](tests/nowhere.test.ts 'x')).`)).toEqual(['tests/nowhere.test.ts is not there'])
  expect(faultsOf(`- All is well ([test](README.md 'Kith')).`)).toEqual(['README.md is not there'])
  const other = 'tests/check/readme.test.ts'
  expect(faultsOf(`- All is well ([test](${other} 'no such test')).`)).toEqual([`${other} has no test no such test`])
  expect(faultsOf(`- All is well ([test](${other})).`)).toEqual([`${other} has no test null`])
})

test('it begins with where it stops: power loss on the embedded database', () => {
  expect(promisesOf(page)[0]!.words).toContain('power loss')
})

test('every promise of the chaos run that has a check is told', () => {
  const proven = new Set(promisesOf(page).flatMap(({ proofs }) => proofs.map(({ path }) => path)))
  const checks = ['agreement', 'crush', 'deploys', 'embedded', 'keeping', 'living', 'order', 'places', 'readers']
  for (const name of [...checks, 'removal', 'rounds', 'storm'])
    expect(proven).toContain(`tests/chaos/checks/${name}.ts`)
})
