import { Session } from 'node:inspector/promises'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { usualRates } from '../../server/live/rates.ts'

// Kith as it is, but for one thing: under load eight people say more than anybody would, so the budget of words is
// counted like always and never spent.
const often = { times: 1_000_000, withinMs: 2_000 }
const app = await createApp(readConfig(), { print() {}, rates: { ...usualRates, words: often } })
await app.listen()
process.on('SIGTERM', () => void app.close({ atOnce: true }).then(() => process.exit(0)))
process.send?.({ port: Number(new URL(app.addresses().linkOrigin).port) })

// The bench asks for a profile of exactly the time that it measures.
const inspector = new Session()
process.on('message', (order: 'profile' | 'stop profiling') => {
  void (order === 'profile' ? startProfile() : inspector.post('Profiler.stop')).then((done) => process.send?.({ done }))
})

async function startProfile(): Promise<void> {
  inspector.connect()
  await inspector.post('Profiler.enable')
  await inspector.post('Profiler.setSamplingInterval', { interval: 200 })
  await inspector.post('Profiler.start')
}
