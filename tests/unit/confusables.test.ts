import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { confusablesModule } from '../../server/dev/write-confusables.ts'
import { confusables } from '../../server/domain/confusables.ts'
import { looksOf } from '../../server/domain/look-alikes.ts'

const script = join(import.meta.dirname, '../../server/dev/write-confusables.ts')

const table = `# confusables.txt
# Date: 2022-08-26, 16:49:08 GMT
# Version: 15.0.0

0441 ;	0063 ;	MA	# ( с → c ) CYRILLIC SMALL LETTER ES → LATIN SMALL LETTER C	#
03F2 ;	0063 ;	MA	# ( ϲ → c ) GREEK LUNATE SIGMA SYMBOL → LATIN SMALL LETTER C	#
006D ;	0072 006E ;	MA	# ( m → rn ) LATIN SMALL LETTER M → LATIN SMALL LETTER R, LATIN SMALL LETTER N	#
FF43 ;	0063 ;	MA	# ( ｃ → c ) FULLWIDTH LATIN SMALL LETTER C → LATIN SMALL LETTER C	#
2028 ;	0020 ;	MA	# (  →   ) LINE SEPARATOR → SPACE	#
030C ;	0306 ;	MA	# ( ̌ → ̆ ) COMBINING CARON → COMBINING BREVE	#
0060 ;	0027 ;	MA	# ( \` → ' ) GRAVE ACCENT → APOSTROPHE	#
05B4 ;	05D9 ;	MA	# a Hebrew prototype
`

describe('the table of look-alikes', () => {
  test('is made from that of Unicode, and says of which version', () => {
    const text = confusablesModule(table)
    expect(text).toContain('as of Unicode 15.0.0:')
    expect(text.split('\n').slice(5, 8)).toEqual([
      'export const confusables = `',
      String.raw`'→\` c→с rn→m \u{306}→\u{30c}`,
      '`',
    ])
  })

  test('is not made from something else', () => {
    expect(() => confusablesModule('Dear Ada')).toThrow('this is not confusables.txt')
    expect(() => confusablesModule(table.replace('# Version', '# Of'))).toThrow('this is not confusables.txt')
  })

  test('that is kept was made so', () => {
    const kept = readFileSync(join(import.meta.dirname, '../../server/domain/confusables.ts'), 'utf8')
    expect(kept).toMatch(/as of Unicode \d+\.\d+\.\d+:/)
    const entries = confusables.trim().split(/\s+/)
    expect(entries.length).toBeGreaterThan(500)
    expect(entries.filter((entry) => entry.split('→').length !== 2)).toEqual([])
  })

  test('lets nobody pass for another by letters, digits, signs or marks', () => {
    for (const [one, other] of [
      ['modern', 'modem'],
      ['Iris', 'lris'],
      ['Oslo', '0slo'],
      ['coca', 'сосa'],
      ['Reňe', 'Ren̆e'],
      ['O’Neill', "O'Neill"],
    ] as const)
      expect([one, looksOf(one).some((look) => looksOf(other).includes(look))]).toEqual([one, true])
    for (const [one, other] of [
      ['Ada', 'Ida'],
      ['Renée', 'Renee'],
      ['Hall', 'Tall'],
    ] as const)
      expect([one, looksOf(one).some((look) => looksOf(other).includes(look))]).toEqual([one, false])
  })
})

describe('the script that writes it', () => {
  const run = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })

  test('explains itself, and refuses what it was not asked for', () => {
    expect(run('--help')).toMatchObject({ status: 0, stderr: '' })
    expect(run('--help').stdout).toContain('<path of confusables.txt>')
    expect(run()).toMatchObject({ status: 1, stdout: '' })
  })

  test('touches nothing when its file is not the table', () => {
    const kept = join(import.meta.dirname, '../../server/domain/confusables.ts')
    const before = readFileSync(kept, 'utf8')
    const folder = mkdtempSync(join(tmpdir(), 'kith-confusables-'))
    writeFileSync(join(folder, 'letter.txt'), 'Dear Ada')
    expect(run(join(folder, 'letter.txt')).status).not.toBe(0)
    expect(readFileSync(kept, 'utf8')).toBe(before)
    rmSync(folder, { recursive: true })
  })
})
