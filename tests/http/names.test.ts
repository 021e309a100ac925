import { beforeAll, describe, expect, test } from 'vitest'
import { sampleCircle } from '../../server/dev/cast.ts'
import { newId } from '../../shared/new-id.ts'
import type { Browser } from '../support/browser.ts'
import { boundless } from '../support/boundless.ts'
import { openHouse, run } from '../support/house.ts'

const house = await openHouse({}, boundless)
let ada: Browser
let ben: Browser
let circleId: string
beforeAll(async () => {
  ada = await house.person('Ada')
  circleId = (await house.circle(['Ben', 'Iris'])).circleId
  ben = await house.person('Ben')
})

const rename = (name: string, browser = ben) =>
  browser.post('/api/commands/member:rename', { commandId: newId(), circleId, name })

describe('N61 a name that looks like that of a steward or member is taken', () => {
  test.each([
    ['with Cyrillic letters', '\u0410d\u0430'.replace('d', '\u0501')],
    ['in full width', '\uff21\uff44\uff41'],
    ['in other case', 'aDA'],
    ['with space around it', ' Ada '],
    ['in letters of mathematics', '\u{1d400}\u{1d41d}\u{1d41a}'],
    ['with an l for an I', 'lris'],
    ['with a stroke for an I', '|ris'],
    ['with a one for an I', '1ris'],
  ])('%s', async (_, name) => {
    const { code, json } = await rename(name)
    expect([code, (json as { error: { details: object } }).error.details]).toEqual([
      'conflict',
      { reason: 'name_taken' },
    ])
  })

  test('rn is taken for m, by an invite as by a change of name', async () => {
    expect((await rename('Emma')).status).toBe(200)
    const code = await house.inviteCode(circleId, 'Kira')
    const accept = (name: string) => house.visitor().post('/api/invites/accept', { commandId: newId(), code, name })
    expect((await accept('Ernrna')).json).toMatchObject({
      error: { code: 'conflict', details: { reason: 'name_taken' } },
    })
    expect((await accept('Kira')).status).toBe(200)
    expect((await rename('Ben')).status).toBe(200)
  })

  test('who stands in line has their name too', async () => {
    const small = (await house.circle(['Grace', 'Hugo'], 3)).circleId
    const join = async (name: string) =>
      house
        .visitor()
        .post('/api/invites/accept', { commandId: newId(), code: await house.inviteCode(small, 'Somebody'), name })
    expect((await join('Noor')).json).toMatchObject({ place: 1 })
    expect((await join('N\u043eor')).code).toBe('invalid')
    expect((await join('N0or')).code).toBe('conflict')
  })

  test('one keeps and changes the looks of one own name, and others may look alike in another circle', async () => {
    expect((await rename('BEN')).status).toBe(200)
    expect((await rename('Ben')).status).toBe(200)
    const other = await run(ben, 'circle:open', { facts: { ...sampleCircle, name: 'Elsewhere' }, name: 'Ada' })
    expect(other.circleId).not.toBe(circleId)
  })

  test.each(['Kai', 'Kal', 'Renée', 'Бен', 'Ελένη', '山田 Taro', 'Ngọc Ánh', 'שרה', 'Amina-Zoë O’Neill', 'Ben 2'])(
    '%s is a name like any other',
    async (name) => expect((await rename(name)).status).toBe(200),
  )
})

describe('N59 N60 what a person, a circle or a table is called', () => {
  const bad: [string, string, string][] = [
    ['turned around', 'Ben\u202enitsaS', 'invisible or control'],
    ['isolated', '\u2066Ben\u2069', 'invisible or control'],
    ['with a letter of no width', 'Be\u200bn', 'invisible or control'],
    ['with a byte order mark', 'Be\ufeffn', 'invisible or control'],
    ['with tags', 'Ben\u{e0041}\u{e007f}', 'invisible or control'],
    ['with a filler that shows nothing', '\u3164', 'invisible or control'],
    ['with a joiner of graphemes', 'Be\u034fn', 'invisible or control'],
    ['with NUL', 'Ben\0', 'characters that cannot be stored'],
    ['with half a character', 'Ben\ud83d', 'characters that cannot be stored'],
    ['heaped with marks', `Be${'\u0301'.repeat(300).slice(0, 40)}n`, 'heaps marks'],
    ['of two alphabets', 'B\u0435n', 'alphabets that look alike'],
  ]

  test.each(bad)('%s, is refused with a sentence, and the old name stays', async (_, name, sentence) => {
    const table = { commandId: newId(), circleId, name, capacity: 4 }
    const answers = [
      await rename(name),
      await ada.post('/api/commands/room:open', table),
      await ada.post('/api/commands/circle:change', {
        commandId: newId(),
        circleId,
        facts: { ...sampleCircle, name },
      }),
    ]
    for (const { code, json } of answers) {
      const { details } = (json as { error: { details: { path: string; message: string } } }).error
      expect([code, details.path.split('.').at(-1)]).toEqual(['invalid', 'name'])
      expect(details.message).toContain(sentence)
    }
    const { json } = await ada.get(`/api/circles/${circleId}`)
    expect(JSON.stringify(json)).not.toContain(JSON.stringify(name).slice(1, -1))
  })
})

describe('N61 a name that looks like another in its place is taken', () => {
  const open = (name: string, browser = ada, where = circleId) =>
    browser.post('/api/commands/room:open', { commandId: newId(), circleId: where, name, capacity: 4 })
  const openCircle = (name: string, browser = ada) =>
    browser.post('/api/commands/circle:open', { commandId: newId(), facts: { ...sampleCircle, name } })
  const alike = [
    ['in other case', 'the LOUNGE'],
    ['in full width', '\uff34he Lounge'],
    ['with an I for an l', 'The Iounge'],
    ['with a nought for an o', 'The L0unge'],
    ['with more space', 'The  Lounge'],
  ] as const

  test.each(alike)('by a table of the same circle: %s', async (_, name) => {
    await open('The Lounge')
    const refusal = { error: { code: 'conflict', details: { reason: 'table_name_taken' } } }
    expect((await open(name)).json).toEqual(refusal)
    const { roomId } = (await open(`Attic ${newId()}`)).json as { roomId: string }
    const change = { commandId: newId(), roomId, name, capacity: 4 }
    expect((await ada.post('/api/commands/room:change', change)).json).toEqual(refusal)
  })

  test.each(alike)('by a circle for whoever belongs to the other one: %s', async (_, name) => {
    await openCircle('The Lounge')
    const refusal = { error: { code: 'conflict', details: { reason: 'circle_name_taken' } } }
    expect((await openCircle(name)).json).toEqual(refusal)
    const change = { commandId: newId(), circleId, facts: { ...sampleCircle, name } }
    expect((await ada.post('/api/commands/circle:change', change)).json).toEqual(refusal)
  })

  test('a table or a circle may keep or change the looks of its own name, and a closed table gives its own free', async () => {
    const { roomId } = (await open('Workshop')).json as { roomId: string }
    const change = (name: string) =>
      ada.post('/api/commands/room:change', { commandId: newId(), roomId, name, capacity: 4 })
    for (const name of ['WORKSHOP', 'Workshop']) expect((await change(name)).status).toBe(200)
    expect((await open('W0rkshop')).code).toBe('conflict')
    await ada.post('/api/commands/room:close', { commandId: newId(), roomId })
    expect((await open('W0rkshop')).status).toBe(200)
    const own = (await openCircle('Garden')).json as { circleId: string }
    const facts = { ...sampleCircle, name: 'GARDEN' }
    expect(
      (await ada.post('/api/commands/circle:change', { commandId: newId(), circleId: own.circleId, facts })).status,
    ).toBe(200)
  })

  test('nothing is told of the circles of others, and a table of another circle is no matter', async () => {
    await openCircle('Secret Society')
    const theirs = (await openCircle('Secret Society', ben)).json as { circleId: string }
    expect(theirs.circleId).toBeDefined()
    await open('Cellar')
    expect((await open('Cellar', ben, theirs.circleId)).status).toBe(200)
  })

  test('of two who open a table of one name at once, one does', async () => {
    const answers = await Promise.all(['Pantry', 'PANTRY', '\uff30antry'].map((name) => open(name)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })
})
