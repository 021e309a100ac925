import { beforeAll, describe, expect, test } from 'vitest'
import type { QueryReply } from '../../shared/queries.ts'
import { newId } from '../../shared/new-id.ts'
import { sampleCircle as facts } from '../../server/dev/cast.ts'
import type { Browser } from '../support/browser.ts'
import { openHouse, run } from '../support/house.ts'

const house = await openHouse()
let ada: Browser
let rae: Browser
let circleId: string
let roomId: string
let recapId: string
let version: number

const attack = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'&'

beforeAll(async () => {
  ada = await house.person('Ada')
  ;({ circleId } = await house.circle(['Ben', 'Rae']))
  const ben = await house.person('Ben')
  rae = await house.person('Rae')
  ;({ roomId } = await run(ada, 'room:open', { circleId, name: 'Kitchen <b>', capacity: 6 }))
  await run(ada, 'room:enter', { roomId })
  await run(ben, 'room:enter', { roomId })
  const { sessionId } = await run(ada, 'session:start', { roomId, title: 'What the oven wants' })
  const said = await run(ada, 'message:send', { roomId, text: `We will buy the big oven. ${attack}` })
  await run(ben, 'message:send', { roomId, text: 'Who asks the landlord about the chimney before Friday?' })
  await run(ada, 'mark:add', { roomId, seq: said.seq, mark: 'decision' })
  await run(ada, 'session:end', { roomId })
  ;({ recapId, version } = await run(ada, 'recap:draft', { roomId, sessionId }))
  const draft = (await ada.get(`/api/recaps/${recapId}`)).json as QueryReply<'recap:view'>
  const bullets = draft.bullets.map((bullet) => ({ ...bullet, text: `${bullet.text} ${attack}`.slice(0, 280) }))
  ;({ version } = await run(ada, 'recap:save', { circleId, recapId, version, title: draft.title, bullets }))
})

describe('the page of a recap', () => {
  test('shows a draft to nobody, not even to its host', async () => {
    for (const browser of [ada, rae]) expect((await browser.get(`/recaps/${recapId}`)).status).toBe(404)
  })

  test('shows what was signed to a member who was not there: people and decisions first, words one action away', async () => {
    await run(ada, 'recap:sign', { circleId, recapId, version })
    const page = await rae.get(`/recaps/${recapId}`)
    expect(page.status).toBe(200)
    const places = [
      'Who was there',
      '<bdi>Ben</bdi>',
      'Decided',
      'We will buy the big oven',
      'Signed by <bdi>Ada</bdi>',
    ].map((text) => page.text.indexOf(text))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
    expect(page.text).toContain(`<a href="/c/${circleId}/r/${roomId}#m-`)
    expect(page.text).toMatch(/<details class="sources">/)
  })

  test('N58 runs nothing that somebody wrote', async () => {
    const { text, headers } = await rae.get(`/recaps/${recapId}`)
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(text).not.toMatch(/<img|<script|Kitchen <b>/)
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
  })

  test('sends a reader who is not signed in to sign in, and back', async () => {
    const visitor = house.visitor()
    const answer = await visitor.get(`/recaps/${recapId}`)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/sign-in?next=/recaps/${recapId}`])
    const page = await visitor.get(answer.headers.get('location')!)
    expect(page.text).toContain(`name="next" value="/recaps/${recapId}"`)
    const fields = { code: await house.code('device', rae), next: `/recaps/${recapId}` }
    const back = await visitor.submit('/sign-in', fields)
    expect((await visitor.get(back.headers.get('location')!)).status).toBe(200)
  })

  test('is nothing to somebody of another circle, and no different from one that is not there', async () => {
    const dev = house.visitor()
    const other = await run(ada, 'circle:open', { facts: { ...facts, name: 'Others' } })
    const code = await house.inviteCode(other.circleId, 'Dev')
    await dev.post('/api/invites/accept', { commandId: newId(), code, name: 'Dev' })
    const [foreign, absent] = [await dev.get(`/recaps/${recapId}`), await dev.get(`/recaps/${newId()}`)]
    expect([foreign.status, foreign.text]).toEqual([absent.status, absent.text])
    expect(foreign.status).toBe(404)
  })

  test('refuses an eleventh bullet', async () => {
    const bullet = { text: 'One too many', type: 'point', section: '', cites: [{ roomId, seq: 1 }] }
    const input = { commandId: newId(), circleId, recapId, version, title: 'x', bullets: Array(11).fill(bullet) }
    expect((await ada.post('/api/commands/recap:save', input)).code).toBe('invalid')
  })
})

describe('a recap of an evening with breakouts', () => {
  let page: string
  let draft: QueryReply<'recap:view'>

  beforeAll(async () => {
    const names = ['Ben', 'Rae', 'Chloe']
    const evening = await house.circle(names)
    const everybody = await Promise.all(['Ada', ...names].map((name) => house.person(name)))
    const table = await run(ada, 'room:open', { circleId: evening.circleId, name: 'Terrace', capacity: 6 })
    for (const browser of everybody) await run(browser, 'room:enter', { roomId: table.roomId })
    const ids = await Promise.all(
      everybody.map(async (browser) => ((await browser.get('/api/me')).json as QueryReply<'me'>).memberId),
    )
    const { sessionId } = await run(ada, 'session:start', { roomId: table.roomId, title: 'What we read' })
    const groups = [
      { name: 'Zebras', memberIds: ids.slice(0, 2) },
      { name: 'Antelopes', memberIds: ids.slice(2) },
    ]
    const round = { roomId: table.roomId, groups, task: '', minutes: 5, override: true }
    const { roundId, breakouts } = await run(ada, 'round:open', round)
    for (const [i, { roomId: breakoutId, name }] of breakouts.entries()) {
      const teller = everybody[i * 2]!
      const text = `The **${name}** of the story run too fast in *chapter two*.`
      const { seq } = await run(teller, 'message:send', { roomId: breakoutId, text })
      await run(teller, 'mark:add', { roomId: breakoutId, seq, mark: 'insight' })
    }
    await run(ada, 'round:close', { roomId: table.roomId, roundId })
    await run(ada, 'session:end', { roomId: table.roomId })
    const made = await run(ada, 'recap:draft', { roomId: table.roomId, sessionId })
    draft = (await ada.get(`/api/recaps/${made.recapId}`)).json as QueryReply<'recap:view'>
    await run(ada, 'recap:sign', { circleId: evening.circleId, ...made })
    page = (await rae.get(`/recaps/${made.recapId}`)).text
  })

  test('tells of the breakouts in the order in which they were opened', () => {
    const [first, second] = [page.indexOf('>Zebras</h2>'), page.indexOf('>Antelopes</h2>')]
    expect(first).toBeGreaterThan(0)
    expect(second).toBeGreaterThan(first)
  })

  test('quotes words without the signs of Markdown, and drafts from them so', () => {
    expect(page).toContain('The Zebras of the story run too fast in chapter two.')
    expect(page).not.toMatch(/\*\*|\*chapter/)
    expect(draft.bullets.map(({ text }) => text).join(' ')).not.toContain('*')
  })
})
