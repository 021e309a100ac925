import { pino, type Logger } from 'pino'
import type { Trouble, TroubleKind } from '../live/trouble.ts'
import { safeUrl } from './safe-url.ts'

/**
 * The log of a node. A line about a request says how it was asked for and how it ended, never what it carried: no bodies,
 * no cookies, no tokens, no codes.
 */
export function createLog(options: { level: string; nodeId: string }): Logger {
  return pino({
    level: options.level,
    base: { node: options.nodeId },
    redact: {
      paths: ['*.headers', 'headers', '*.cookie', '*.authorization', '*.text', '*.code', '*.email'],
      remove: true,
    },
    serializers: {
      req: (request: { id: string; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        url: safeUrl(request.url),
      }),
      // Messages and details of database errors quote what was sent: only where it happened is told.
      err: (error: unknown) => (error instanceof Error ? describeError(error) : { type: typeof error }),
      res: (reply: { statusCode: number }) => ({ statusCode: reply.statusCode }),
    },
  })
}

const QUIET_MS = 10_000

/** Counts every trouble, and writes one line about each kind in ten seconds: a lost Redis would fill a disk. */
export function troubleLog(log: Logger, count: (kind: TroubleKind) => void): Trouble {
  const toldAt = new Map<TroubleKind, number>()
  return (kind, error) => {
    count(kind)
    if (performance.now() - (toldAt.get(kind) ?? -QUIET_MS) < QUIET_MS) return
    toldAt.set(kind, performance.now())
    log.warn({ kind, ...(error !== undefined && { err: error }) }, 'trouble')
  }
}

function describeError(error: Error) {
  const code = 'code' in error ? String(error.code) : undefined
  const frames = error.stack?.split('\n').filter((frame) => frame.startsWith('    at ')) ?? []
  const isFromDatabase = error.name === 'PostgresError'
  return { type: error.name, code, message: isFromDatabase ? undefined : error.message, stack: frames.join('\n') }
}
