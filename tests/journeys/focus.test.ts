import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cast, reasonFor } from '../../server/dev/cast.ts'
import type { ScriptedMember } from '../../server/dev/member/scripted-member.ts'
import {
  asOwner,
  button,
  comeOverSocket,
  composer,
  dialog,
  focused,
  focusIs as whereFocusIs,
  heading,
  messages,
  openCircle,
  openTable,
  say,
} from './screens.ts'
import { setStage } from './stage.ts'

const stage = await setStage()
let page: Page
let circleId = ''
let sitting: { roomId: string; rae: ScriptedMember } | undefined

const focusIs = (name: string | RegExp) => whereFocusIs(page, name)

test('the focus goes along: into the page that comes, to what is missing, and into the next step', async () => {
  page = await (await stage.device()).newPage()
  circleId = (await openCircle(page, stage.firstLink, cast.ada)).split('/').at(-1)!
  await focusIs(/^main$/)
  await button(page, 'Make the invite').press('Enter')
  await focusIs(/^Name$/)
  await page.getByLabel('Why you').fill(reasonFor(cast.ben))
  await page.getByLabel('Name', { exact: true }).fill(cast.ben)
  await page.getByLabel('Name', { exact: true }).press('Enter')
  await focusIs(`The invite for ${cast.ben} is ready`)

  await page.getByRole('link', { name: 'Table', exact: true }).press('Enter')
  await button(page, 'Open a table').waitFor()
  await focusIs(/^main$/)
  await page.getByRole('link', { name: 'Skip to the page' }).press('Enter')
  await focusIs(/^main$/)
  await page.keyboard.press('Tab')
  await focusIs('Open a table')
  await page.keyboard.press('Enter')
  await dialog(page, 'Open a table').getByLabel('Name').fill('Kitchen')
  await dialog(page, 'Open a table').getByLabel('Name').press('Enter')
  await heading(page, 'Kitchen').waitFor()
  await focusIs(/^main$/)

  await button(page, 'Sit down').press('Enter')
  await focusIs('Say something in Kitchen')
  await say(page, 'The kettle is on.')
  await messages(page).first().waitFor()
  await button(page, 'Not now').press('Enter')
  await focusIs('Say something in Kitchen')
  await page.keyboard.press('Shift+Tab')
  await focusIs('Messages')
  await page.keyboard.press('ArrowUp')
  await focusIs(new RegExp(`^${cast.ada}, `))
  await button(page, 'Mark').press('Enter')
  await focusIs('Message actions')
  await page.keyboard.press('Tab')
  await focusIs('Decision')
  await page.setViewportSize({ width: 390, height: 844 })
  const lines = page.locator('.actions .mark').evaluateAll((marks) => marks.map((mark) => mark.getClientRects().length))
  expect(await lines).toEqual([1, 1, 1, 1, 1, 1])
  await page.keyboard.press('Escape')
  await focusIs(new RegExp(`^${cast.ada}, `))
  await page.keyboard.press('Escape')
  await focusIs('Say something in Kitchen')
  await page.getByRole('main').press('e')
  await expect.poll(() => composer(page).inputValue()).toBe('The kettle is on.')
  await page.keyboard.press('Escape')
})

test('no key goes past a dialog: it has the focus in the turn in which it is opened, and gives it back in that of its end', async () => {
  const thereAndBack = button(page, 'Start a session').evaluate(async (opener: HTMLElement) => {
    const rendered = async () => {
      for (let turns = 0; turns < 20; turns++) await Promise.resolve()
    }
    const inside = () => document.activeElement?.closest('dialog[open]')
    opener.focus()
    opener.click()
    await rendered()
    const hasOpened = inside() !== null
    inside()?.querySelector<HTMLElement>('button[aria-label="Close"]')?.click()
    await rendered()
    return { hasOpened, isBack: document.activeElement === opener }
  })
  expect(await thereAndBack).toEqual({ hasOpened: true, isBack: true })
})

test('Tab leads round a dialog: from the last that can be pressed out of it, and on to the first', async () => {
  await page.keyboard.press('Control+k')
  await focusIs('A circle, a table, a recap or somebody')
  const been = new Set<string>()
  for (let presses = 0; presses < 4; presses++) {
    await page.keyboard.press('Tab')
    // Whatever follows the key has happened once the page comes to a task of its own.
    await page.evaluate(() => new Promise((done) => setTimeout(done)))
    been.add(await focused(page))
  }
  expect(been).toContain('Close')
  await page.keyboard.press('Escape')
})

test('where what was pressed is gone, the focus stands at the next step: in a line, at an offered seat, where one speaks, in the session', async () => {
  await page.setViewportSize({ width: 1280, height: 844 })
  await asOwner(page, 'room:leave', { roomId: new URL(page.url()).pathname.split('/').at(-1)! })
  await page.getByRole('link', { name: 'Table', exact: true }).press('Enter')
  await openTable(page, 'Window seat', 2)
  const roomId = new URL(page.url()).pathname.split('/').at(-1)!
  const [chloe, rae] = await Promise.all([
    comeOverSocket(page, circleId, cast.chloe, roomId),
    comeOverSocket(page, circleId, cast.rae, roomId),
  ])
  await button(page, 'Get in line').press('Enter')
  await focusIs('Leave the line')
  await button(page, 'Leave the line').press('Enter')
  await focusIs('Get in line')
  await button(page, 'Get in line').press('Enter')
  await focusIs('Leave the line')
  await button(page, 'Read what was said').press('Enter')
  await focusIs('Leave the line')
  await button(page, 'Back to the door').press('Enter')
  await focusIs('Leave the line')
  await chloe.leave(roomId)
  await focusIs('Take it')
  await button(page, 'Take it').press('Enter')
  await focusIs('Say something in Window seat')
  await button(page, 'Start a session').press('Enter')
  await page.getByLabel('What is it about?').fill('Pages')
  await page.getByLabel('What is it about?').press('Enter')
  await focusIs('Open breakouts')
  await button(page, 'End session').press('Enter')
  await button(page, 'End it').press('Enter')
  await focusIs('Start a session')
  sitting = { roomId, rae }
})

test('a round that is over takes its desk along: a call is heard, and the next round comes up over nothing', async () => {
  const { roomId, rae } = sitting!
  await asOwner(page, 'session:start', { roomId, title: 'Chapters' })
  const groups = [{ name: 'Porch', memberIds: [rae.memberId] }]
  const sittingOut = rae.room(roomId).seats.flatMap(({ memberId }) => (memberId === rae.memberId ? [] : [memberId]))
  const round = { roomId, groups, sittingOut, task: '', minutes: 10, override: true }
  const { roundId } = await asOwner(page, 'round:open', round)
  await button(page, 'Look after the breakouts').press('Enter')
  await dialog(page, 'Round 1').getByRole('listitem', { name: 'Porch' }).waitFor()
  await asOwner(page, 'round:close', { roomId, roundId })
  await dialog(page, 'Round 1').waitFor({ state: 'detached' })
  await rae.run('help:call', { roomId, kind: 'stuck', text: '' })
  await page.getByText('Somebody calls for help.').waitFor()
  await button(page, 'Look').press('Enter')
  await dialog(page, 'Calls for help').waitFor()
  await page.keyboard.press('Escape')
  await composer(page).focus()
  await asOwner(page, 'round:open', round)
  await page.getByRole('button', { name: /^Look after the breakouts/ }).waitFor()
  await focusIs('Say something in Window seat')
  expect(await dialog(page, 'Round 2').count()).toBe(0)
})

test('a key, a few letters and Enter lead to a table, to somebody and to another circle, also out of what is being written', async () => {
  const jump = async (typed: string, place: RegExp) => {
    await page.keyboard.press('Control+k')
    await focusIs('A circle, a table, a recap or somebody')
    await page.keyboard.type(typed)
    await dialog(page, 'Go to').getByRole('option', { name: place, selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await dialog(page, 'Go to').waitFor({ state: 'detached' })
  }
  // Its code is still on the way when the first letters come.
  const code = Promise.withResolvers<void>()
  await page.route(/switcher[^/]*\.js/, (route) => code.promise.then(() => route.continue()))
  await page.reload()
  await composer(page).fill('Half a thou')
  await composer(page).focus()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('kit')
  await page.keyboard.press('Enter')
  code.resolve()
  await dialog(page, 'Go to')
    .getByRole('option', { name: /^Kitchen/, selected: true })
    .waitFor()
  await page.keyboard.press('Escape')
  expect(await composer(page).inputValue()).toBe('Half a thou')
  await jump('kit', /^Kitchen/)
  await heading(page, 'Kitchen').waitFor()
  await focusIs(/^main$/)
  await jump('chloe', new RegExp(`^${cast.chloe}`))
  await focusIs(new RegExp(cast.chloe))
  await page.keyboard.press('Control+k')
  await page.keyboard.type('nothing like it')
  await dialog(page, 'Go to').getByText('No circle, table, recap or member is called so.').first().waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await jump('window', /^Window seat/)
  await expect.poll(() => composer(page).inputValue()).toBe('Half a thou')
  await composer(page).fill('')
})

test('whoever goes from field to field with a key sees each, also above what stands along the lower edge', async () => {
  await page.getByRole('link', { name: 'Recaps', exact: true }).click()
  await button(page, 'Write the recap of Pages').click()
  await button(page, 'Dismiss').click()
  for (const count of [1, 2, 3, 4]) {
    await button(page, 'Add a bullet').click()
    await page.getByRole('textbox', { name: `Words of bullet ${count}` }).waitFor()
  }
  const hidden: string[] = []
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 700 })
    for (const way of ['Tab', 'Shift+Tab']) {
      await (way === 'Tab' ? page.locator('.back') : button(page, 'Add a bullet')).focus()
      for (let i = 0; i < 25; i++) {
        await page.keyboard.press(way)
        if (await isCovered()) hidden.push(`${width} ${way}: ${await focused(page)}`)
      }
    }
  }
  expect(hidden).toEqual([])
  expect(stage.errors).toEqual([])
})

/** Whether something else stands over the lower edge of what has the focus. */
const isCovered = () =>
  page.evaluate(() => {
    const at = document.activeElement!
    const { left, width, bottom } = at.getBoundingClientRect()
    const above = document.elementFromPoint(left + width / 2, bottom - 2)
    return !at.contains(above) && at.localName !== 'body'
  })
