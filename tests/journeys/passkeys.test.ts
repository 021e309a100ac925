import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cast } from '../../server/dev/cast.ts'
import { button, heading, openCircle } from './screens.ts'
import { setStage } from './stage.ts'

// A Kith that could send letters, though none is asked for: only then is there a field for an address.
const stage = await setStage({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'Kith <kith@example.org>' })

/** A phone's own authenticator: it keeps passkeys and knows its owner's finger. Gives a way to lift the finger. */
async function giveAuthenticator(context: BrowserContext, page: Page) {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return (enabled: boolean) => session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
}

test('a passkey is added in the settings, signs in without a name typed, is renamed, and removed', async () => {
  const context = await stage.device()
  const page = await context.newPage()
  const touch = await giveAuthenticator(context, page)
  await openCircle(page, stage.firstLink, cast.ada)
  await page.goto(`${stage.door.origin}/settings`)
  await button(page, 'Add a passkey').click()
  await page.getByText('The passkey is kept').first().waitFor()
  await button(page, 'Add another passkey').waitFor()

  // The field of the address offers it too: under a finger that never leaves, that signs in by itself.
  await signOut(page)
  await heading(page, 'Settings').waitFor()
  await page.getByText('last used just now').waitFor()

  await touch(false)
  const asked = page.waitForResponse(/\/api\/sign-in\/challenge/)
  await signOut(page)
  await (await asked).finished()
  await heading(page, 'Come back in').waitFor()
  // What the field asks for goes on without a finger; the button asks anew.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await touch(true)
  await button(page, 'Sign in with a passkey').click()
  await heading(page, 'Settings').waitFor()
  await page.getByRole('button', { name: /^Change the passkey/ }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByLabel('Its name, for you alone').fill('My left thumb')
  await page.getByRole('dialog').getByRole('button', { name: 'Save the name' }).click()
  await page.getByRole('button', { name: 'Change the passkey My left thumb' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await button(page, 'Remove it').click()
  await button(page, 'Add a passkey').waitFor()
  expect(await page.getByRole('button', { name: 'Change the passkey My left thumb' }).count()).toBe(0)
  expect(stage.errors).toEqual([])
})

async function signOut(page: Page): Promise<void> {
  await button(page, 'Sign out on this device').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
}
