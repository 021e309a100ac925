import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cast } from '../../server/dev/cast.ts'
import { limits } from '../../shared/limits.ts'
import { hostileTexts, hostileWords } from '../support/hostile-words.ts'
import { asOwner, button, composer, messages, openCircle, openTable } from './screens.ts'
import { setStage } from './stage.ts'

const stage = await setStage()

/** What a page does that no words may make it do. Its own policy tells of what it kept from happening. */
async function watched(page: Page): Promise<() => Promise<string[]>> {
  const happened: string[] = []
  page.on('dialog', (dialog) => {
    happened.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(stage.door.origin) && !request.url().startsWith('data:')) happened.push(request.url())
  })
  await page.exposeFunction('tell', (what: string) => void happened.push(what))
  await page.addInitScript(() => {
    const { tell } = globalThis as unknown as { tell(what: string): void }
    addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
      tell(`${violatedDirective} ${sample}`),
    )
  })
  return async () => {
    // A handler or a load that words have started has had its turn by then.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
    return happened.splice(0)
  }
}

const harmless = (page: Page, within: string) =>
  page.locator(within).evaluateAll((links) =>
    links.every((link) => {
      const { protocol, rel, origin } = link as HTMLAnchorElement
      return (
        ['http:', 'https:', 'mailto:'].includes(protocol) && (rel === 'noopener nofollow' || origin === location.origin)
      )
    }),
  )

test('N58 more than five hundred ways to make a browser run something run nothing, in a room and in a recap', async () => {
  expect(new Set(hostileWords).size).toBeGreaterThan(500)
  const page = await (await stage.device()).newPage()
  const happened = await watched(page)
  const circlePath = await openCircle(page, stage.firstLink, cast.ada)
  await page.getByRole('link', { name: 'Table', exact: true }).click()
  await openTable(page, 'Kitchen', 12)
  await button(page, 'Sit down').click()
  await composer(page).waitFor()
  const [circleId, roomId] = [circlePath.split('/').at(-1)!, new URL(page.url()).pathname.split('/').at(-1)!]
  const { sessionId } = await asOwner(page, 'session:start', { roomId, title: '<img src=x onerror=alert(1)>' })
  const said: number[] = []
  const texts = hostileTexts(limits.message.length)
  for (const text of texts) said.push((await asOwner(page, 'message:send', { roomId, text })).seq)
  await expect.poll(() => messages(page).count()).toBe(texts.length)
  expect(await harmless(page, '.message-body a')).toBe(true)
  expect(await happened()).toEqual([])

  await asOwner(page, 'session:end', { roomId })
  const { recapId, version } = await asOwner(page, 'recap:draft', { roomId, sessionId })
  // A bullet is one line, in which nothing is invisible.
  const lines = hostileTexts(limits.recap.bulletLength).map((text) => text.replaceAll(/[\n\u0001\u200b]/g, ' '))
  const short = lines.filter((_, i) => i % Math.ceil(lines.length / limits.recap.bullets) === 0)
  const bullets = short.map((text, i) => ({
    text,
    type: 'insight' as const,
    section: '<svg/onload=alert(1)>',
    cites: [{ roomId, seq: said[i % said.length]! }],
  }))
  const saved = await asOwner(page, 'recap:save', {
    circleId,
    recapId,
    version,
    title: '<script>alert(1)</script>',
    bullets,
  })
  await asOwner(page, 'recap:sign', { circleId, recapId, version: saved.version })
  await page.goto(`${stage.door.origin}/recaps/${recapId}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await harmless(page, 'main a')).toBe(true)
  expect(await happened()).toEqual([])

  // The watch sees what it is there for.
  await page
    .evaluate(() => {
      const script = document.createElement('script')
      script.src = 'https://example.org/x.js'
      document.body.append(script)
    })
    .catch(() => {})
  expect((await happened()).join()).toMatch(/require-trusted-types-for|script-src/)
  expect(stage.errors).toEqual([])
})
