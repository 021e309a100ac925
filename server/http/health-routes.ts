import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { replies } from './route.ts'

/** What must hold for a node to be given people. Each check answers null, or says in a word what is wrong. */
export type Health = { checks: Record<string, () => Promise<string | null>> }

const Report = z.strictObject({ ready: z.boolean(), problems: z.record(z.string(), z.string()) })
const PATIENCE_MS = 2_000

/** For load balancers and supervisors: `/healthz` says that the process lives, `/readyz` that it can serve. */
export function addHealthRoutes(app: FastifyInstance, { checks }: Health): void {
  app.get('/healthz', { schema: { response: replies(z.strictObject({})) } }, async () => ({}))

  app.get('/readyz', { schema: { response: { 200: Report, 503: Report } } }, async (_, reply) => {
    const found = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await problemOf(check)] as const),
    )
    const problems = Object.fromEntries(found.filter(([, problem]) => problem !== null))
    const ready = Object.keys(problems).length === 0
    return reply.status(ready ? 200 : 503).send({ ready, problems })
  })
}

async function problemOf(check: () => Promise<string | null>): Promise<string | null> {
  const late = Promise.withResolvers<string>()
  const timer = setTimeout(() => late.resolve('slow'), PATIENCE_MS)
  return Promise.race([check().catch(() => 'unreachable'), late.promise]).finally(() => clearTimeout(timer))
}
