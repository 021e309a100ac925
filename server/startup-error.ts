/**
 * Something outside the code keeps Kith from starting: a setting, a database, a data directory.
 * `message` is one plain sentence that says what to do; whoever started the process prints it and exits with 1.
 */
export class StartupError extends Error {
  override name = 'StartupError'
}
