import { agreement, presence } from './checks/agreement.ts'
import { crushAtTables, crushOfInvites } from './checks/crush.ts'
import { backups, deploys } from './checks/deploys.ts'
import { embedded } from './checks/embedded.ts'
import { readEvidence } from './checks/evidence.ts'
import { durable, once } from './checks/keeping.ts'
import { clocks, databaseLoss, nodeLoss, redisLoss } from './checks/living.ts'
import { noGap, order } from './checks/order.ts'
import { line, memberships, seats } from './checks/places.ts'
import { readers } from './checks/readers.ts'
import { removal } from './checks/removal.ts'
import { rounds } from './checks/rounds.ts'
import { storm } from './checks/storm.ts'
import type { Check } from './checks/verdict.ts'

// A program of its own that knows nothing of how Kith works: it reads what clients wrote down and what the database holds,
// and says which promises held. `checker.ts <folder of a history> <address of the database> <promises>` prints verdicts
// as JSON.
const checks: Check[] = [
  order,
  durable,
  once,
  noGap,
  agreement,
  seats,
  crushAtTables,
  line,
  memberships,
  crushOfInvites,
  nodeLoss,
  databaseLoss,
  redisLoss,
  clocks,
  deploys,
  backups,
  rounds,
  removal,
  readers,
  storm,
  presence,
  embedded,
]

const [folder, databaseUrl, promises] = process.argv.slice(2)
const evidence = await readEvidence(folder!, databaseUrl!)
const verdicts = await Promise.all(checks.map((check) => check(evidence)))
const wanted = promises!.split(',')
const found = verdicts.filter((verdict) => verdict && wanted.includes(verdict.promise))
process.stdout.write(JSON.stringify(found))
