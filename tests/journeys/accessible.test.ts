import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cast } from '../../server/dev/cast.ts'
import { button, composer, dialog, heading, openCircle, openTable, say } from './screens.ts'
import { setStage } from './stage.ts'

const stage = await setStage()

// Both themes and both widths, in two looks: colours do not depend on the width, nor the layout on the theme.
const looks = [
  { colorScheme: 'light', width: 390 },
  { colorScheme: 'dark', width: 1280 },
] as const

const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)

/** What axe objects to on the screen as it is, and whether it is wider than the window. */
async function objections(page: Page, screen: string): Promise<string[]> {
  const found: string[] = []
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 844 })
    // The legacy mode opens no page of its own for each look; it leaves out frames of other sites, which Kith has none of.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    for (const { id, nodes } of violations)
      found.push(`${screen}, ${colorScheme} ${width}: ${id} ${nodes[0]?.html ?? ''}`)
    if (await isTooWide(page)) found.push(`${screen}, ${width}: wider than the screen`)
  }
  return found
}

test('every screen of a circle can be used by everybody, in both themes, on a phone and on a desk', async () => {
  const page = await (await stage.device()).newPage()
  const found: string[] = []
  const look = async (screen: string) => void found.push(...(await objections(page, screen)))

  await page.goto(stage.firstLink)
  await look('the first link')
  const circlePath = await openCircle(page, stage.firstLink, cast.ada)
  await look('circle care')
  await page.goto(stage.door.origin + circlePath)
  await heading(page, /./).waitFor()
  await look('the table, empty')
  await openTable(page, 'Kitchen', 12)
  await look('the lobby')
  await button(page, 'Sit down').click()
  await composer(page).waitFor()
  await say(page, 'The kettle is on: **who** is coming? https://example.org')
  await page.getByText('The kettle is on').first().waitFor()
  await look('the room')
  stage.door.cut()
  await say(page, 'Still on its way.')
  await page.getByText('Sending …').waitFor()
  await look('what waits to be sent')
  stage.door.open()
  await page.getByText('Sending …').waitFor({ state: 'detached' })
  for (const wild of ['x'.repeat(7_900), `N60 a${'\u0301'.repeat(300)}b`, 'a line\n'.repeat(500), '🎉'.repeat(2_000)])
    await say(page, wild)
  await page.getByText('🎉🎉').first().waitFor()
  await page.setViewportSize({ width: 320, height: 640 })
  if (await isTooWide(page)) found.push('N60 what was said makes the room wider than 320')
  for (const path of ['/about', '/together', '/recaps', '/care']) {
    await page.goto(stage.door.origin + circlePath + path)
    await heading(page, /./).waitFor()
    await look(path)
  }
  await page.keyboard.press('Control+k')
  await page.keyboard.type('kit')
  await dialog(page, 'Go to')
    .getByRole('option', { name: /^Kitchen/ })
    .waitFor()
  await look('the switcher')
  await page.keyboard.press('Escape')
  for (const path of ['/settings', '/start', '/nothing-here', '/docs']) {
    await page.goto(stage.door.origin + path)
    await heading(page, /./).first().waitFor()
    await look(path)
  }
  await page.context().clearCookies()
  await page.goto(`${stage.door.origin}/sign-in`)
  await look('/sign-in')
  await page.goto(`${stage.door.origin}/join#nothing`)
  await heading(page, /./).waitFor()
  await look('an invite that is not there')
  expect(found).toEqual([])
})
