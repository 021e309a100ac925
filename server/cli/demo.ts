import { serveDemo } from '../dev/demo.ts'
import type { Verb } from './kith.ts'
import { refuseOptions, wantsHelp } from './options.ts'

const USAGE = `kith demo

Serves Kith with a dozen scripted members who talk, mark, sit in breakouts and come back, so that one person alone can
try hosting within a minute. It prints a link that makes you their host. Everything is forgotten at the end, unless it is
told where to keep it.

  HOST       address to listen on; 0.0.0.0 lets others in the house come (127.0.0.1)
  PORT       port to listen on (3000)
  DATA_DIR   keeps what happens there, for the next time
`

/** `kith demo`: resolves when the demo has been told to stop and has stopped. */
export const demo: Verb = async (args, io) => {
  if (wantsHelp(args)) {
    io.stdout.write(USAGE)
    return 0
  }
  refuseOptions('demo', args)
  await serveDemo((line) => void io.stdout.write(`${line}\n`))
  return 0
}
