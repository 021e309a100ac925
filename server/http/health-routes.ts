import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { replies } from './route.ts'

/** Answers null, or says in a word what is wrong. */
export type Check = () => Promise<string | null>

export type Health = {
  /** What a node cannot serve without. */
  needed: Record<string, Check>
  /** What it can do without for a while: told, but no reason to send its people away. */
  missed: Record<string, Check>
}

type Problems = Record<string, string>

const Report = z.strictObject({ ready: z.boolean(), problems: z.record(z.string(), z.string()) })
const PATIENCE_MS = 2_000

/** For load balancers and supervisors: `/healthz` says that the process lives, `/readyz` that it can serve. */
export function addHealthRoutes(app: FastifyInstance, { needed, missed }: Health): void {
  let looking: Promise<[Problems, Problems]> | null = null
  app.get('/healthz', { schema: { response: replies(z.strictObject({})) } }, async () => ({}))

  app.get('/readyz', { schema: { response: { 200: Report, 503: Report } } }, async (_, reply) => {
    // Whoever asks meanwhile is told the same: as often as anybody asks, the database is asked once at a time.
    looking ??= Promise.all([run(needed), run(missed)]).finally(() => (looking = null))
    const [problems, inconveniences] = await looking
    const ready = Object.keys(problems).length === 0
    return reply.status(ready ? 200 : 503).send({ ready, problems: { ...inconveniences, ...problems } })
  })
}

async function run(checks: Record<string, Check>): Promise<Problems> {
  const found = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await problemOf(check)] as const),
  )
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== null))
}

async function problemOf(check: Check): Promise<string | null> {
  const late = Promise.withResolvers<string>()
  const timer = setTimeout(() => late.resolve('slow'), PATIENCE_MS)
  return Promise.race([check().catch(() => 'unreachable'), late.promise]).finally(() => clearTimeout(timer))
}
