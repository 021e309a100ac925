import { StartupError } from '../startup-error.ts'

export const wantsHelp = (args: string[]): boolean => args.includes('--help') || args.includes('-h')

/** Refuses whatever is left on the command line. */
export function refuseOptions(verb: string, args: string[]): void {
  if (args[0] !== undefined) throw new StartupError(`${verb} knows no option ${args[0]}; try kith ${verb} --help.`)
}

/** Reads `--name value` pairs, each of them required. Throws `StartupError` for what is unknown or missing. */
export function readOptions<Name extends string>(
  verb: string,
  args: string[],
  names: readonly Name[],
): Record<Name, string> {
  const found: Partial<Record<Name, string>> = {}
  for (let i = 0; i < args.length; i += 2) {
    const name = names.find((known) => args[i] === `--${known}`)
    if (!name) refuseOptions(verb, [args[i]!])
    else if (args[i + 1] === undefined) throw new StartupError(`--${name} needs a value; try kith ${verb} --help.`)
    else found[name] = args[i + 1]!
  }
  const missing = names.find((name) => found[name] === undefined)
  if (missing) throw new StartupError(`${verb} needs --${missing}; try kith ${verb} --help.`)
  return found as Record<Name, string>
}
