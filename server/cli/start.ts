import { serve } from '../main.ts'
import { refuseOptions, wantsHelp } from './options.ts'
import type { Verb } from './kith.ts'

const USAGE = `kith start

Serves Kith until it is stopped. Without any setting it keeps everything in ./data and is at http://localhost:3000.

  HOST            address to listen on; 0.0.0.0 lets others in the house come (127.0.0.1)
  PORT            port to listen on (3000)
  DATA_DIR        where the embedded database and the secret are (./data)
  PUBLIC_ORIGIN   under which origin people come, like https://kith.example; behind a proxy always set it
  TRUST_PROXY     addresses of proxies, like 10.0.0.0/8
  DATABASE_URL    a PostgreSQL server, together with REDIS_URL and KITH_SECRET: several nodes may share them
  REDIS_URL       a Redis server
  KITH_SECRET     32 characters or more, the same on every node
  SMTP_URL        where letters are sent, together with MAIL_FROM
  MAIL_FROM       the address that letters come from, like Kith <kith@example.org>
  METRICS_PORT    serves figures for Prometheus on 127.0.0.1
  LOG_LEVEL       fatal, error, warn, info, debug, trace or silent (info)
  KITH_UNSAFE     1 lets it start on a PostgreSQL that may lose what it has acknowledged (0)
`

/** `kith start`: resolves when Kith has been told to stop and has stopped. */
export const start: Verb = async (args, io) => {
  if (wantsHelp(args)) {
    io.stdout.write(USAGE)
    return 0
  }
  refuseOptions('start', args)
  return serve((line) => void io.stdout.write(`${line}\n`))
}
