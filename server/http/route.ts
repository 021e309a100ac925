import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { errorCodes } from '../../shared/errors.ts'
import { readInput } from '../live/read-input.ts'
import { routes, type RouteInput, type RouteName, type RouteReply } from '../../shared/routes.ts'

/** What every refusal looks like over HTTP. */
export const ErrorReply = z.strictObject({
  error: z.strictObject({ code: z.enum(errorCodes), details: z.looseObject({}) }),
})

/** What a route of JSON declares that it answers. */
export const replies = (reply: z.ZodMiniType) => ({ 200: reply, '4xx': ErrorReply, '5xx': ErrorReply })

/** What a route of pages declares that it answers. */
export const pages = { '2xx': z.string(), '3xx': z.null(), '4xx': z.string(), '5xx': z.string() }

/** Whether it asks for something under `/api/`, in whatever way the address is written. */
export const isForPrograms = ({ routeOptions, url }: FastifyRequest): boolean =>
  [routeOptions.url, url].some((one) => one?.startsWith('/api/') === true)

/** Adds a route of `shared/routes.ts`. */
export function addRoute<N extends RouteName>(
  app: FastifyInstance,
  name: N,
  handle: (input: RouteInput<N>, request: FastifyRequest, reply: FastifyReply) => Promise<RouteReply<N>>,
): void {
  const { path, input, reply } = routes[name]
  app.post(path, { schema: { response: replies(reply) } }, (request, response) =>
    handle(readInput(input, request.body) as RouteInput<N>, request, response),
  )
}
