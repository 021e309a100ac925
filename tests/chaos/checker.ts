import { agreement, presence } from './checks/agreement.ts'
import { readEvidence } from './checks/evidence.ts'
import { durable, once } from './checks/keeping.ts'
import { clocks, databaseLoss, nodeLoss, redisLoss } from './checks/living.ts'
import { noGap, order } from './checks/order.ts'
import { line, memberships, seats } from './checks/places.ts'
import { removal } from './checks/removal.ts'
import { rounds } from './checks/rounds.ts'
import type { Check } from './checks/verdict.ts'

// A program of its own that knows nothing of how Kith works: it reads what clients wrote down and what the database holds,
// and says which promises held. `checker.ts <folder of a history> <address of the database>` prints verdicts as JSON.
const checks: Check[] = [
  order,
  durable,
  once,
  noGap,
  agreement,
  seats,
  line,
  memberships,
  nodeLoss,
  databaseLoss,
  redisLoss,
  clocks,
  rounds,
  removal,
  presence,
]

const [folder, databaseUrl] = process.argv.slice(2)
const evidence = await readEvidence(folder!, databaseUrl!)
process.stdout.write(JSON.stringify(checks.map((check) => check(evidence))))
