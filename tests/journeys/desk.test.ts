import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { cast, company } from '../../server/dev/cast.ts'
import type { ScriptedMember } from '../../server/dev/member/scripted-member.ts'
import {
  asOwner,
  button,
  comeOverSocket,
  dialog,
  expectUsable,
  focusIs,
  freshRoom,
  heading,
  invite,
  join,
  leftIn,
  openCircle,
  openTable,
  sitDown,
} from './screens.ts'
import { setStage } from './stage.ts'

const table = 'Kitchen'
const stage = await setStage()
const others: ScriptedMember[] = []
let ada: Page
let ben: Page
let breakouts: { openings: string; endings: string }

const desk = () => dialog(ada, 'Round 1')
const inDesk = (name: string | RegExp) => desk().getByRole('button', { name, exact: typeof name === 'string' })

describe('a host looks after two breakouts', () => {
  test('they are open, each under its name, with who sits there', async () => {
    ada = await (await stage.device()).newPage()
    await openCircle(ada, stage.firstLink, cast.ada)
    const link = await invite(ada, cast.ben)
    await ada.getByRole('link', { name: 'Table', exact: true }).click()
    await openTable(ada, table, 12)
    await button(ada, 'Sit down').click()
    ben = await join(await stage.device(), link, cast.ben)
    await sitDown(ben, table)
    const { roomId, circleId, seats } = await freshRoom(ben)
    for (const name of company.slice(0, 5)) others.push(await comeOverSocket(ada, circleId, name, roomId))

    await asOwner(ada, 'session:start', { roomId, title: 'Critique evening' })
    const [adaId, benId] = seats.map(({ memberId }) => memberId) as [string, string]
    const ids = [benId, ...(await Promise.all(others.map((other) => other.ask('me', {})))).map((me) => me.memberId)]
    const opened = await asOwner(ada, 'round:open', {
      roomId,
      groups: [
        { name: 'Openings', memberIds: ids.slice(0, 3) },
        { name: 'Endings', memberIds: ids.slice(3) },
      ],
      sittingOut: [adaId],
      task: '',
      minutes: 30,
      override: true,
    })
    const idOf = (name: string) => opened.breakouts.find((breakout) => breakout.name === name)!.roomId
    breakouts = { openings: idOf('Openings'), endings: idOf('Endings') }
    await heading(ben, 'Openings').waitFor()
    await button(ada, 'Look after the breakouts').click()
    await desk().getByRole('listitem', { name: 'Openings' }).getByText(cast.ben).waitFor()
    await desk().getByRole('region', { name: 'At the table' }).getByText(cast.ada).waitFor()
  })

  test('by the keyboard alone somebody is moved, hears it, and is moved back with Undo', async () => {
    await inDesk(`${cast.ben}: what to do`).focus()
    await ada.keyboard.press('Enter')
    await ada.getByRole('menuitem', { name: 'Move to Endings' }).waitFor()
    await ada.keyboard.press('Enter')
    await desk().getByRole('status').getByText(`${cast.ben} is in Endings now.`).waitFor()
    await heading(ben, 'Endings').waitFor()
    await ben.getByText(`${cast.ada} moved you to Endings.`).first().waitFor()
    await focusIs(ada, /^Undo$/)
    await ada.keyboard.press('Enter')
    await desk().getByText(`${cast.ben} is in Openings now.`).waitFor()
    await heading(ben, 'Openings').waitFor()
  })

  test('by the keyboard alone two breakouts are connected, and people of both speak to both', async () => {
    await inDesk('Openings: what to do').focus()
    await ada.keyboard.press('Enter')
    await ada.getByRole('menuitem', { name: 'Connect with Endings' }).focus()
    await ada.keyboard.press('Enter')
    await desk().getByText('Openings and Endings can speak to both now.').first().waitFor()
    await desk().getByText('Can speak to Endings too.').waitFor()
    await ben.getByRole('radio', { name: 'Openings alone' }).focus()
    await ben.keyboard.press('ArrowRight')
    await ben.getByRole('textbox', { name: 'Say something in Openings and in Endings' }).fill('Would you take forty?')
    await ben.keyboard.press('Enter')
    const [there] = others.slice(-1) as [ScriptedMember]
    const heard = await there.until(() => there.room(breakouts.endings).messages.at(-1))
    expect(heard).toMatchObject({ text: 'Would you take forty?', both: { name: 'Openings', isOurs: false } })
    await there.run('message:send', { roomId: breakouts.endings, text: 'Thirty-five.', alsoTo: breakouts.openings })
    await ben.getByRole('article').filter({ hasText: 'Thirty-five.' }).getByText('From Endings').waitFor()
    await heading(ben, 'Openings').waitFor()
    await desk().getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => ben.getByRole('radio', { name: 'Openings alone' }).count()).toBe(0)
  })

  test('a call comes to the desk, one host takes it, and it is done', async () => {
    await asOwner(ben, 'help:call', { roomId: breakouts.openings, kind: 'stuck', text: 'We are lost.' })
    await desk().getByText(`${cast.ben} is stuck, in Openings.`).waitFor()
    await desk().getByText('It is your turn.').waitFor()
    await inDesk(/^Take it/).press('Enter')
    await desk().getByText('You are on your way.').waitFor()
    await focusIs(ada, `You go to ${cast.ben}.`)
    await inDesk(/^Give it back/).click()
    await inDesk(/^Take it/).click()
    await inDesk(/^Done/).click()
    await desk().getByRole('region', { name: 'Waiting for you' }).waitFor({ state: 'detached' })
  })

  test('everybody can use the desk, in both themes, on a phone and on a desk', async () => {
    for (const [colorScheme, width] of [['light', 390] as const, ['dark', 1280] as const]) {
      await ada.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await ada.setViewportSize({ width, height: 844 })
      await expectUsable(ada)
      expect(await desk().evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(false)
    }
  })

  test('a breakout asks for more time and gets it, alone', async () => {
    await asOwner(ben, 'round:ask-time', { roomId: breakouts.openings, minutes: 5 })
    await desk().getByText('Openings would like 5 minutes more.').waitFor()
    await inDesk(/^Give 5 minutes/).click()
    await desk().getByText('Openings has 5 minutes more.').waitFor()
    await ben
      .getByText(/^More time/)
      .first()
      .waitFor()
    await desk().getByRole('listitem', { name: 'Endings' }).getByText('before the others').waitFor()
  })

  test('a word goes to one person, who answers it, and the host reads that at the desk', async () => {
    await inDesk(`${cast.ben}: what to do`).click()
    await ada.getByRole('menuitem', { name: 'Write to them' }).click()
    await focusIs(ada, /^What you say/)
    await ada.keyboard.type('Would you begin?')
    await inDesk('Say it').click()
    await focusIs(ada, /^What you say/)
    const bar = ben.locator('.banner', { hasText: 'to you: Would you begin?' })
    await bar.getByRole('button', { name: 'Answer' }).click()
    const thread = dialog(ben, 'Between you and the hosts')
    await thread.getByText('Would you begin?', { exact: true }).waitFor()
    await thread.getByLabel('Your answer').fill('Gladly.')
    await thread.getByRole('button', { name: 'Say it' }).click()
    await thread.getByRole('listitem').filter({ hasText: 'Gladly.' }).waitFor()
    await thread.getByRole('button', { name: 'Close' }).last().click()
    const news = desk().locator('.banner', { hasText: 'Gladly.' })
    await news.getByRole('button', { name: 'Answer' }).click()
    await desk().getByRole('list', { name: 'What was said with them' }).getByText('Gladly.').waitFor()
  })

  test('a word to all hides no word to one breakout: each stands until it is put away, also after a reload', async () => {
    const say = async (breakoutId: string | null, text: string) => {
      const { parentId: roomId, round } = await freshRoom(ben)
      const here = { roomId: roomId!, roundId: round!.roundId, text }
      await asOwner(ada, 'round:announce', breakoutId ? { ...here, breakoutId } : here)
    }
    const bar = ben.locator('.banner', { has: ben.getByRole('button', { name: 'Put away' }) })
    await say(breakouts.openings, 'Begin with the ferry.')
    await bar.getByText('to this breakout: Begin with the ferry.').waitFor()
    await say(null, 'Ten minutes more.')
    await bar.getByText('to everybody: Ten minutes more.').waitFor()
    await bar.getByText('1 more behind it').waitFor()
    await ben.reload()
    await bar.getByText('to everybody: Ten minutes more.').waitFor()
    await bar.getByRole('button', { name: 'Put away' }).press('Enter')
    await bar.getByText('to this breakout: Begin with the ferry.').waitFor()
    await ben.reload()
    await bar.getByText('to this breakout: Begin with the ferry.').waitFor()
    await bar.getByRole('button', { name: 'Put away' }).press('Enter')
    await expect.poll(() => bar.count()).toBe(0)
    await expect.poll(() => ben.evaluate(() => document.activeElement?.closest('.room-talk') !== null)).toBe(true)
  })

  test('one breakout more is opened under its name, and closed again', async () => {
    await desk().getByLabel('Its name, if you like').fill('Window seat')
    await ada.keyboard.press('Enter')
    await desk().getByText('Window seat is open, and still empty.').waitFor()
    await inDesk('Window seat: what to do').click()
    await ada.getByRole('menuitem', { name: 'Close it' }).click()
    await desk().getByText('Window seat is closed.').waitFor()
    await inDesk('Who leads').press('Enter')
    await dialog(ada, 'Who leads').waitFor()
    await ada.keyboard.press('Escape')
    await focusIs(ada, /^Who leads$/)
  })

  test('two small breakouts are brought together, and then everybody is back', async () => {
    await inDesk('Bring them together').click()
    await desk().getByText('Everybody of Openings is in Endings now.').waitFor()
    await heading(ben, 'Endings').waitFor()
    await Promise.all(others.map((other) => other.until(() => other.place() === breakouts.endings)))
    await inDesk('Bring everybody back').click()
    await dialog(ada, 'Bring everybody back?').getByText('At once').click()
    await button(ada, 'Bring them back').click()
    await heading(ben, table).waitFor()
  })

  test('somebody leads too, and then hosts', async () => {
    await ada.keyboard.press('Escape')
    expect(await button(ben, 'Open breakouts').count()).toBe(0)
    await button(ada, 'Who leads').click()
    const leading = dialog(ada, 'Who leads')
    for (const what of ['Lead too', 'Hand the session over']) {
      await leading.getByRole('button', { name: `${cast.ben}: leading` }).click()
      await ada.getByRole('menuitem', { name: what }).click()
      await leading.getByText(what === 'Lead too' ? 'leads too' : 'hosts', { exact: true }).waitFor()
    }
    await button(ben, 'Open breakouts').waitFor()
    await ada.keyboard.press('Escape')
  })

  test('by the keyboard alone somebody is given the floor: both see the same time run, also after a reload', async () => {
    await button(ada, 'Set a timer').focus()
    await ada.keyboard.press('Enter')
    const form = dialog(ada, 'Set a timer')
    await form.getByRole('radio', { name: '2', exact: true }).focus()
    await ada.keyboard.press('ArrowRight')
    await form.getByLabel('Whose turn?').selectOption(cast.ben)
    await form.getByLabel('What for, if you like').fill('The last page')
    await form.getByRole('button', { name: 'Start' }).focus()
    await ada.keyboard.press('Enter')
    await ada.getByText(`${cast.ben}'s turn`, { exact: true }).waitFor()
    await ben.getByText('Your turn: 3 minutes.').waitFor({ state: 'attached' })
    await ben.reload()
    await ben.getByText('Your turn', { exact: true }).waitFor()
    await expect.poll(async () => Math.abs((await leftIn(ada)) - (await leftIn(ben)))).toBeLessThanOrEqual(1)
    for (const page of [ada, ben]) await expectUsable(page)
    await button(ada, '+1 minute').press('Enter')
    await expect.poll(() => leftIn(ben)).toBeGreaterThan(180)
    await button(ada, 'Stop the timer').press('Enter')
    await expect.poll(() => ben.getByRole('timer').count()).toBe(0)
    await focusIs(ada, /^Set a timer$/)
  })

  test('the end of a turn is said once, and it is shown for a while that it is over', async () => {
    const { roomId } = await freshRoom(ada)
    await asOwner(ada, 'timer:set', { roomId, seconds: 5, label: 'A breath' })
    await ben.getByText('A breath: Time is over.').waitFor({ state: 'attached' })
    await ben.getByText('Time is over.', { exact: true }).waitFor()
    await button(ada, 'Put away the timer').click()
    await expect.poll(() => ben.getByText('A breath', { exact: true }).count()).toBe(0)
    expect(stage.errors).toEqual([])
  })
})
