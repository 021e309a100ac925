import type { Instance, PlanAnswer } from '../domain/grouping/instance.ts'
import { planRounds } from '../domain/grouping/plan.ts'
import { instanceOf } from '../domain/grouping/read-instance.ts'

type Streams = { stdin: NodeJS.ReadableStream; stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream }

const help = `kith plan-breakouts [--budget-ms N] [--seed N] < instance.json > plan.json

Plans who sits with whom over the rounds of a session, so that people meet as many others as possible.

  in   {"members": ["Ada", "Ben", ...], "rounds": 3, "groupSize": {"min": 6, "max": 10}}
       groupSize may also hold the "target" size or the "count" of groups, and beside it may stand
         keepApart, keepTogether   [["Ada", "Ben"], ...]
         facilitators              ["Ada", ...]; facilitatorPerGroup is "preferred", or "required"
         attendance                [{"round": 1, "absent": ["Ben"]}, ...]
         history, fixedRounds      rounds of earlier sessions, and of this one, in which people have met already: for each
                                   a list of groups, [[["Ada", "Ben"], ["Chloe", "Dev"]], ...]
         start                     rounds of an earlier plan, kept as far as they serve
         tags                      {"Ada": "red", ...}: those of one tag are spread
         everyoneMeets             true lets two people meet as often as it takes
  out  {"status": "ok", "repeats", "mostMeetings", "rounds": [{"groups": [{"members", "leader", "noteTaker",
        and "reasons" by member}]}]}, or {"status": "error", "code", "message", "details": {"people", "nearest"}}

  --budget-ms N   how long to look for a better plan, in milliseconds (default 1000)
  --seed N        another seed gives another plan of the same quality (default 1)
  --help          this text

Exit code 0 with a plan, 1 with an error, 2 for a wrong call or an input that cannot be read.
`

/** The `plan-breakouts` verb: an instance on stdin, its plan on stdout. Answers the exit code. */
export async function planBreakouts(args: string[], io: Streams): Promise<number> {
  const started = performance.now()
  const options = optionsOf(args)
  if (typeof options === 'string') {
    io.stderr.write(`${options}\n\n${help}`)
    return 2
  }
  if (options.help) {
    io.stdout.write(help)
    return 0
  }
  const instance = parsed(await textOf(io.stdin))
  if (typeof instance === 'string') {
    io.stderr.write(`${instance}\n`)
    return 2
  }
  const time = { clock: () => performance.now() - started, budgetMs: options.budgetMs }
  const answer = planRounds(instance, options.seed, time)
  io.stdout.write(`${JSON.stringify(reply(instance, answer))}\n`)
  return answer.status === 'ok' ? 0 : 1
}

function optionsOf(args: string[]): { budgetMs: number; seed: string; help: boolean } | string {
  const options = { budgetMs: 1000, seed: '1', help: false }
  for (let place = 0; place < args.length; place++) {
    const [name = '', inline] = (args[place] ?? '').split('=', 2)
    if (name === '--help' || name === '-h') options.help = true
    else if (name === '--budget-ms' || name === '--seed') {
      const value = inline ?? args[++place]
      if (value === undefined || value === '') return `${name} needs a number`
      if (name === '--seed') options.seed = value
      else options.budgetMs = Number(value)
      if (!(options.budgetMs > 0)) return `--budget-ms must be a number above 0, not ${value}`
    } else return `unknown option ${name}`
  }
  return options
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  stream.setEncoding('utf8')
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}

function parsed(text: string): Instance | string {
  try {
    return instanceOf(JSON.parse(text))
  } catch (error) {
    return `the instance on stdin cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

function reply(instance: Instance, answer: PlanAnswer): unknown {
  if (answer.status === 'error') {
    const { code, message, people, nearest } = answer.refusal
    return { status: 'error', code, message, details: { people, nearest } }
  }
  const { rounds, repeats, mostMeetings } = answer.plan
  return {
    status: 'ok',
    repeats,
    mostMeetings,
    rounds: rounds.map((round) => ({
      groups: round.groups.map((group) => ({ ...group, reasons: Object.fromEntries(group.reasons) })),
    })),
  }
}

if (import.meta.main) {
  process.exitCode = await planBreakouts(process.argv.slice(2), process)
}
