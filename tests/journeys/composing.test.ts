import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { cast, company } from '../../server/dev/cast.ts'
import type { ScriptedMember } from '../../server/dev/member/scripted-member.ts'
import {
  asOwner,
  button,
  comeOverSocket,
  composer,
  dialog,
  focused,
  focusIs,
  freshRoom,
  heading,
  openCircle,
  openTable,
} from './screens.ts'
import { setStage } from './stage.ts'

// Fourteen at one table: ada with a keyboard and no mouse, the others on the public socket.
const others = [cast.ben, cast.chloe, ...company, 'Pia']
const stage = await setStage()
const members: ScriptedMember[] = []
let page: Page
let circleId = ''
let tableId = ''

/** Tabs until the focus is on the control that is called like this. */
async function tabTo(name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    const called = await focused(page)
    if (typeof name === 'string' ? called === name : name.test(called)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard never came to ${name}`)
}

const press = async (name: string | RegExp) => {
  await tabTo(name)
  await page.keyboard.press('Enter')
}

const form = () => dialog(page, 'Open breakouts')
const rack = () => form().getByRole('group', { name: 'The breakouts' })
/** Who stands in which column, by the words on the screen. */
const columns = () =>
  rack().evaluate((root) =>
    [...root.children].map((column) =>
      [...column.querySelectorAll('[data-member] bdi')].map((name) => name.textContent),
    ),
  )
const settled = () => expect.poll(() => rack().getAttribute('aria-busy')).toBe('false')

describe('a host composes breakouts with a keyboard alone', () => {
  test('fourteen people sit at a table with a session', async () => {
    page = await (await stage.device()).newPage()
    circleId = (await openCircle(page, stage.firstLink, cast.ada)).split('/').at(-1)!
    for (const name of others) members.push(await comeOverSocket(page, circleId, name))
    await page.getByRole('link', { name: 'Table', exact: true }).click()
    await openTable(page, 'Kitchen', 20)
    await button(page, 'Sit down').click()
    await composer(page).waitFor()
    tableId = new URL(page.url()).pathname.split('/').at(-1)!
    await Promise.all(members.map((member) => member.enter(tableId)))
    await page.getByRole('button', { name: 'People: 14 of 20 seats taken' }).waitFor()
    await asOwner(page, 'session:start', { roomId: tableId, title: 'Critique evening' })
    await button(page, 'Open breakouts').waitFor()
  })

  test('people are dealt, moved, taken back and fixed, and everybody sees why', async () => {
    await press('Open breakouts')
    await rack().waitFor()
    await expect.poll(async () => (await columns()).map(({ length }) => length)).toEqual([7, 7, 0])
    await tabTo('By lot')
    await page.keyboard.press('ArrowRight')
    await settled()
    expect(await form().getByRole('radio', { name: 'Meet new people' }).isChecked()).toBe(true)
    await expect.poll(() => rack().getByText('meets all 6 for the first time').count()).toBe(14)

    const before = await columns()
    const [name] = before[0] as [string]
    await press(`Move ${name} to`)
    await page.getByRole('menuitem', { name: 'Breakout 2' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await columns())[1]).toContain(name)
    await settled()
    expect((await columns()).map(({ length }) => length)).toEqual([6, 8, 0])
    // The focus has gone along with who was moved.
    await focusIs(page, `Move ${name} to`)
    await form().getByText(', placed by hand').waitFor({ state: 'attached' })
    await form().getByText('placed by the host').waitFor()

    await page.keyboard.press('Control+z')
    await expect.poll(columns).toEqual(before)
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(async () => (await columns())[1]).toContain(name)

    // Two more leave the smaller one: it would be too small, so somebody else comes over.
    const [next] = (await columns())[0] as [string]
    await press(`Move ${next} to`)
    await page.getByRole('menuitem', { name: 'Breakout 2' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await columns())[1]).toContain(next)
    await settled()
    const repaired = await columns()
    expect(repaired.map(({ length }) => length)).toEqual([6, 8, 0])
    expect(repaired[1]).toEqual(expect.arrayContaining([name, next]))
  })

  test('who sits this round out is in no breakout, and the host is told no more than that', async () => {
    await members[0]!.run('round:sit-out', { roomId: tableId })
    await press('More rules')
    await tabTo(/^A leader and a note-taker/)
    await page.keyboard.press('Space')
    await settled()
    await form().getByRole('heading', { name: 'Not placed yet' }).waitFor()
    expect((await columns())[0]).toEqual([others[0]])
    await expect.poll(() => rack().getByText('leads for the first time').count()).toBe(2)
    await expect.poll(() => rack().getByText('note-taker for the first time').count()).toBe(2)
    await press(`Move ${others[0]!} to`)
    await page.getByRole('menuitem', { name: 'Breakout 1' }).waitFor()
    await page.keyboard.press('Enter')
    await form().getByRole('alert').getByText('These people cannot sit like this.').waitFor()
    expect((await columns())[0]).toEqual([others[0]])
  })

  test('one press opens, and everybody sits where the host saw them', async () => {
    const planned = (await columns()).slice(1, 3)
    await press('Open the breakouts')
    await heading(page, /^Breakout \d/).waitFor()
    await expect
      .poll(
        () =>
          members.slice(1).filter((member) => member.place() && member.room(member.place()!).kind === 'breakout')
            .length,
      )
      .toBe(12)
    const { seats } = await freshRoom(page)
    const nameOf = (id: string) => members[1]!.circle().members.find(({ memberId }) => memberId === id)!.name
    const names = seats.map(({ memberId }) => nameOf(memberId)).toSorted()
    expect(planned.map((column) => column.toSorted())).toContainEqual(names)
    expect(stage.errors).toEqual([])
    await endRound()
  })

  test('an arrangement is kept under a name, and taken again later', async () => {
    await press('Open breakouts')
    await rack().waitFor()
    await settled()
    const kept = await columns()
    await press(/^Prepared/)
    await tabTo('Keep this arrangement as')
    await page.keyboard.type('Pages')
    await page.keyboard.press('Enter')
    await form().getByText('for this session').waitFor()
    await press('Shuffle')
    await expect.poll(columns).not.toEqual(kept)
    await settled()
    await press('Take Pages')
    await expect
      .poll(async () => (await columns()).map((names) => names.toSorted()))
      .toEqual(kept.map((names) => names.toSorted()))
    await page.keyboard.press('Escape')
  })

  test('tags are kept with an arrangement, and are there again with it', async () => {
    await press('Open breakouts')
    await rack().waitFor()
    await settled()
    await form().getByText('More rules').click()
    await form().getByLabel('Tags to spread evenly').fill('new here, old hand')
    const [name] = (await columns())[0] as [string]
    await form()
      .getByRole('button', { name: `Move ${name} to` })
      .click()
    await page.getByRole('menuitem', { name: 'Tag: old hand' }).click()
    const mark = page.locator('.mark', { hasText: 'old hand' })
    const tagged = () => rack().locator('[data-member]').filter({ has: mark }).locator('bdi').allTextContents()
    await expect.poll(tagged).toEqual([name])
    await settled()
    await form()
      .getByText(/^Prepared/)
      .click()
    await form().getByLabel('Keep this arrangement as').fill('Tagged')
    await page.keyboard.press('Enter')
    await form().getByRole('button', { name: 'Take Tagged' }).waitFor()
    await page.keyboard.press('Escape')

    // Escape takes nothing along of what was composed.
    await press('Open breakouts')
    await rack().waitFor()
    expect(await tagged()).toEqual([name])
    await form()
      .getByRole('button', { name: `Move ${name} to` })
      .click()
    await page.getByRole('menuitem', { name: 'No longer: old hand' }).click()
    await expect.poll(tagged).toEqual([])
    await form().getByText('More rules').click()
    await form().getByLabel('Tags to spread evenly').fill('')
    await settled()
    await form()
      .getByText(/^Prepared/)
      .click()
    await form().getByRole('button', { name: 'Take Tagged' }).click()
    await expect.poll(tagged).toEqual([name])
    expect(await form().getByLabel('Tags to spread evenly').inputValue()).toBe('old hand')
    await page.keyboard.press('Escape')
  })

  test('people choose for themselves, see the seats go, and sit where they like', async () => {
    await press('Open breakouts')
    await form().getByRole('textbox', { name: 'Task' }).fill('Placed by me')
    await tabTo('I place them')
    await page.keyboard.press('ArrowRight')
    await form().getByRole('textbox', { name: 'Name of breakout 1' }).fill('Alcove')
    // Who looks at the other way finds on each what they left there.
    await tabTo('They choose')
    await page.keyboard.press('ArrowLeft')
    expect(await form().getByRole('textbox', { name: 'Task' }).inputValue()).toBe('Placed by me')
    await page.keyboard.press('ArrowRight')
    expect(await form().getByRole('textbox', { name: 'Name of breakout 1' }).inputValue()).toBe('Alcove')
    await press('Let them choose')
    const { breakouts, roundId } = await members[1]!.until(() => members[1]!.room(tableId).round)
    const list = page.getByRole('region', { name: 'Choose your breakout' })
    await list.waitFor()
    // What opened the form is gone: the focus is on what has come in its place.
    await focusIs(page, /^Look after the breakouts/)
    expect(await list.getByText('8 seats free').count()).toBe(2)
    // Also on a small phone there is room for the talk below.
    await page.setViewportSize({ width: 390, height: 640 })
    const log = page.getByRole('log', { name: 'Messages' })
    await expect.poll(async () => (await log.boundingBox())!.height).toBeGreaterThan(120)
    await page.setViewportSize({ width: 1280, height: 720 })
    const choice = { roomId: tableId, roundId, breakoutId: breakouts[0]!.roomId }
    await members[1]!.run('round:choose', choice)
    await list.getByText('7 seats free').waitFor()
    await press('Sit in Breakout 2')
    await heading(page, 'Breakout 2').waitFor()
    expect(stage.errors).toEqual([])
  })
})

/** Somebody else who leads ends the round, from wherever they are. */
async function endRound(): Promise<void> {
  const { roundId } =
    members[1]!.room(tableId).round ?? (await members[1]!.ask('room:snapshot', { roomId: tableId })).state.round!
  await asOwner(page, 'round:close', { roomId: tableId, roundId })
  await heading(page, 'Kitchen').waitFor()
  await page.keyboard.press('Escape')
}
