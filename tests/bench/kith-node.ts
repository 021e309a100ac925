import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { usualRates } from '../../server/live/rates.ts'
import { obeyTheBench } from './node-orders.ts'

// Kith as it is, but for one thing: under load eight people say more than anybody would, so the budget of words is
// counted like always and never spent.
const often = { times: 1_000_000, withinMs: 2_000 }
const app = await createApp(readConfig(), { print() {}, rates: { ...usualRates, words: often } })
await app.listen()
process.on('SIGTERM', () => void app.close({ atOnce: true }).then(() => process.exit(0)))
obeyTheBench()
process.send?.({ port: Number(new URL(app.addresses().linkOrigin).port) })
