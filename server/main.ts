import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { endWith } from './startup-error.ts'

const PATIENCE_MS = 20_000

/** Serves Kith until it is told to stop. Resolves with the exit code; throws `StartupError` where it cannot start. */
export async function serve(print: (line: string) => void): Promise<number> {
  const app = await createApp(readConfig(), { print })
  void app.lost.then(endWith)
  try {
    await app.listen()
    print(`Kith is at ${app.addresses().shown.join(' and ')}`)
    const stopped = toldToStop()
    const link = await Promise.race([app.firstLink(), stopped])
    if (link) print(`Nobody is here yet. This link, which works once, makes you the first steward: ${link}`)
    await stopped
    print('Kith is stopping.')
  } finally {
    await app.close()
  }
  return 0
}

/** Resolves with the first signal. A second one, or a stop that takes too long, ends the process at once. */
function toldToStop(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref()
    for (const signal of ['SIGTERM', 'SIGINT']) process.removeListener(signal, stop).once(signal, () => process.exit(1))
    resolve()
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop)
  return promise
}
