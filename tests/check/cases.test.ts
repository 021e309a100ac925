import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFiles, type ProjectFile } from './project-files.ts'

// The named negative cases: what somebody could try, and what they must get. Each is a test with its number, or about a part
// that Kith does not have; the pattern would find that part, and then the case is due.
const cases = Array.from({ length: 72 }, (_, i) => `N${String(i + 1).padStart(2, '0')}`)

const noUploads = ['nothing is uploaded', /multipart|\buploads?\b/i] as const
const noHooks = ['no other server is called', /web-?hook|undici|node:https|\bfetch\(/i] as const
const absent: Record<string, readonly [why: string, part: RegExp]> = {
  N19: ['nobody can be silenced for a while', /member:(silence|mute|time-out|suspend)/],
  N25: noHooks,
  N46: noUploads,
  N48: noUploads,
  N49: noUploads,
  N50: noUploads,
  N51: noHooks,
  N52: noHooks,
  N57: ['nothing is given out as a table', /\bcsv\b/i],
  N63: ['no room can be opened off the record', /'room:open': [^\n]*\bmode\b/],
  N64: ['nobody takes out what is theirs', /(me|member):export/],
  N65: ['nobody can be erased', /(me|member|person):erase/],
  N72: noHooks,
}

const files = projectFiles(join(import.meta.dirname, '../..'))
const tests = files.filter(({ path }) => /^tests\/.*\.test\.ts$/.test(path) && !path.endsWith('cases.test.ts'))
const product = files.filter(({ path }) => /^(server\/(?!dev\/)|shared\/|drizzle\/functions\/)/.test(path))

const isTested = (name: string) => tests.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text))
const having = (part: RegExp, where: ProjectFile[]) =>
  where.filter(({ text }) => part.test(text)).map(({ path }) => path)

test('every named case is a test with its number, or about a part that is not there', () => {
  expect(cases.filter((name) => !isTested(name)).toSorted()).toEqual(Object.keys(absent).toSorted())
})

const parts = Object.entries(absent).map(([name, [why, part]]) => ({ name, why, part }))
test.each(parts)('$name is about a part that is not there: $why', ({ part }) => {
  expect(having(part, product)).toEqual([])
})

test('a part that has come is found', () => {
  const came = (text: string) => [{ path: 'server/http/new.ts', text }]
  expect(having(absent['N46']![1], came(`app.register(multipart)`))).toHaveLength(1)
  expect(having(absent['N51']![1], came(`await fetch(target)`))).toHaveLength(1)
  expect(having(absent['N19']![1], came(`'member:time-out': { input }`))).toHaveLength(1)
})
