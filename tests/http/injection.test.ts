import { beforeAll, describe, expect, test } from 'vitest'
import { sampleCircle } from '../../server/dev/cast.ts'
import { newId } from '../../shared/new-id.ts'
import { queries } from '../../shared/queries.ts'
import type { Browser } from '../support/browser.ts'
import { boundless } from '../support/boundless.ts'
import { openHouse, run } from '../support/house.ts'

const house = await openHouse({}, boundless)
let ada: Browser
let circleId: string
let roomId: string
beforeAll(async () => {
  ada = await house.person('Ada')
  circleId = (await house.circle([])).circleId
  roomId = (await run(ada, 'room:open', { circleId, name: 'Kitchen', capacity: 12 })).roomId
  await run(ada, 'room:enter', { roomId })
})

/** Each would show itself if it were read as SQL: as an error, a wait, another row, a table less. */
const spells = [
  `'; drop table events; --`,
  `' or '1'='1`,
  `'||(select secret_hash from sign_ins limit 1)||'`,
  `$$; select pg_sleep(5); $$`,
  `\\'; truncate people; --`,
  `"); delete from rooms; --`,
  `%_%`,
  '${1+1} $1 :name ?',
  `null`,
  `{"a":1}`,
  `E'\\x27'`,
  `/* */ union select null --`,
]

const tables = async () => {
  const [row] = await house.app.database.sql`
    select (select count(*)::int from people) as people, (select count(*)::int from sign_ins) as sign_ins,
      (select count(*)::int from rooms) as rooms, (select count(*)::int from events where seq < 3) as events`
  return row
}

describe('N53 what looks like SQL', () => {
  test.each(spells)('stays as it was written, wherever words are kept: %s', async (spell) => {
    const before = await tables()
    const { seq } = await run(ada, 'message:send', { roomId, text: spell })
    await run(ada, 'message:edit', { roomId, seq, text: `${spell} again` })
    await run(ada, 'room:change', { roomId, name: spell.slice(0, 60), capacity: 12 })
    await run(ada, 'member:rename', { circleId, name: `Ada ${spell}`.slice(0, 60) })
    const facts = { ...sampleCircle, purpose: spell, problem: spell, values: [spell], conduct: spell }
    await run(ada, 'circle:change', { circleId, facts })
    await run(ada, 'invite:create', { circleId, addressee: spell, reason: spell.padEnd(40, ' ') + spell })
    const snapshot = (await ada.get(`/api/rooms/${roomId}`)).json as {
      state: { messages: { text: string }[]; name: string }
    }
    expect(snapshot.state.messages.at(-1)).toMatchObject({ text: `${spell} again` })
    expect(snapshot.state).toMatchObject({ name: spell.slice(0, 60) })
    expect((await ada.get(`/api/circles/${circleId}`)).json).toMatchObject({
      facts: { purpose: spell, values: [spell] },
    })
    expect(await tables()).toEqual(before)
  })

  test.each(Object.entries(queries).map(([name, { path }]) => [name, path]))(
    'is no id, number or word that %s knows',
    async (_, path) => {
      for (const spell of spells) {
        const address = path.replace(/:\w+/g, encodeURIComponent(spell))
        const query = `after=${encodeURIComponent(spell)}&before=${encodeURIComponent(spell)}&seed=${encodeURIComponent(spell)}`
        const { status } = await ada.get(`${address}?${query}`)
        expect([spell, status >= 400 && status < 500]).toEqual([spell, true])
      }
    },
  )

  test('opens no door: codes, addresses and ids are compared, never read', async () => {
    for (const spell of spells) {
      const answers = [
        await house.visitor().post('/api/sign-in/use', { code: spell }),
        await house.visitor().post('/api/invites/look', { code: spell }),
        await house.visitor().post('/api/sign-in/ask', { email: spell }),
        await ada.post('/api/commands/room:enter', { commandId: newId(), roomId: spell }),
        await ada.post('/api/me/passkeys/remove', { passkeyId: spell }),
      ]
      for (const { status } of answers) expect([400, 404, 429]).toContain(status)
    }
  })
})
