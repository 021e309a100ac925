/**
 * Something outside the code keeps Kith from starting, or from going on: a setting, a database, a data directory.
 * `message` is one plain sentence that says what to do; whoever started the process prints it and exits with 1.
 */
export class StartupError extends Error {
  override name = 'StartupError'
}

/** Ends the process with the sentence, at once: for when nothing is left that could be stopped in order. */
export function endWith(error: StartupError): never {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
