/** What a process needs of the environment it is started from: where programs are, and what has been compiled already. */
export const bareEnv = {
  PATH: process.env['PATH'],
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
}
