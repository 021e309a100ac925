import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const readme = read('README.md')

/** The titles in italics that a table of the map gives as proofs. */
const provenBy = [...readme.matchAll(/\| INV-\d+ .*\| _(INV-.+?)_ +\|/g)].map(([, title]) => title!)

test('every invariant of the map is proven by a test that exists', () => {
  const tests = globSync('tests/**/*.test.ts', { cwd: root }).map(read).join('\n')
  expect(provenBy.length).toBeGreaterThan(10)
  expect(provenBy.filter((title) => !tests.includes(title))).toEqual([])
})

test('every package that Kith stands on has its reason in the map', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const packages = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'))
  expect(packages.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
})

test('every folder that the map names is there', () => {
  const folders = [...readme.matchAll(/^\| `(\w+(?:\/\w+)*\/)`/gm)].map(([, folder]) => folder!)
  expect(folders.length).toBeGreaterThan(8)
  expect(folders.filter((folder) => globSync(`${folder}*`, { cwd: root }).length === 0)).toEqual([])
})

test('what the container files set are settings of Kith, and the proxy knows the nodes by their names', () => {
  const compose = read('docker-compose.yml')
  const config = read('server/config.ts')
  const environment = compose.slice(compose.indexOf('environment:'), compose.indexOf('depends_on:'))
  const settings = [...environment.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name!)
  expect(settings).toContain('KITH_SECRET')
  expect(settings.filter((name) => !config.includes(`  ${name}: `))).toEqual([])
  const nodes = [...compose.matchAll(/^ {2}(node-\d):/gm)].map(([, name]) => name!)
  expect(nodes).toHaveLength(2)
  for (const node of nodes) expect(read('deploy/haproxy.cfg')).toContain(`server ${node} ${node}:3000`)
})
