import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../app.ts'
import { reachDesk } from '../cli/desk-socket.ts'
import { readConfig } from '../config.ts'
import { endWith } from '../startup-error.ts'
import { cast } from './cast.ts'
import { playEarlierSession } from './demo/earlier-session.ts'
import { liveEvening } from './demo/evening.ts'
import { gather, gatherAgain } from './demo/people.ts'

/**
 * Serves Kith with twelve scripted members living in it, until it is told to stop. What happens is kept in `DATA_DIR`
 * where that is set, and forgotten otherwise. Throws `StartupError` where Kith cannot start.
 */
export async function serveDemo(print: (line: string) => void): Promise<void> {
  const ownDir = process.env['DATA_DIR'] ? null : mkdtempSync(join(tmpdir(), 'kith-demo-'))
  try {
    await serveIn(ownDir ?? process.env['DATA_DIR']!, print)
  } finally {
    if (ownDir) rmSync(ownDir, { recursive: true, force: true })
  }
}

async function serveIn(dataDir: string, print: (line: string) => void): Promise<void> {
  const config = readConfig({
    ...process.env,
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    REDIS_URL: '',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
  })
  const told = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => told.abort())
  const app = await createApp(config, { print })
  void app.lost.then(endWith)
  try {
    await app.listen()
    const origin = app.addresses().linkOrigin
    const desk = reachDesk(config.dataDir)
    const firstLink = await app.firstLink()
    const company = firstLink ? await gather(origin, firstLink) : await gatherAgain(origin, desk)
    if (firstLink) await playEarlierSession(company)
    company.ada.stop()
    const { link } = await desk.signInLink({ member: cast.ada })
    print(welcome(app.addresses().shown.join(' and '), link))
    await liveEvening(company, told.signal).catch((error: unknown) => {
      if (!told.signal.aborted) throw error
    })
    company.members.forEach((member) => member.stop())
  } finally {
    await app.close({ atOnce: true })
  }
}

const welcome = (address: string, link: string) => `Kith is at ${address}

This link, which works once, makes you Ada, who hosts:

  ${link}

Twelve people are sitting down in the Kitchen. Take a seat, start a session, open breakouts and look in, close them, end
the session and draft its recap from what they said. The recap of their last evening is there to read. Ctrl-C ends it all.
`
