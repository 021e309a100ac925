import { useRef, useState } from 'preact/hooks'
import type { CommandName, CommandReply } from '../../shared/commands.ts'
import type { NewCommand } from '../api/run.ts'
import { run } from '../api/run.ts'
import { deskChanged } from '../state/desk.ts'
import { useDoing } from '../state/doing.ts'

type Step<N extends CommandName> = { name: N; input: NewCommand<N> }
type Done = { text: string; undo: (() => void) | null }

/**
 * What a host has just done at the desk, said in one line and, where it is simple to take back, with the way back. Only
 * the newest can be undone: an older one may no longer fit what has happened since.
 */
export function useDesk() {
  const { isBusy, problem, go, forget } = useDoing()
  const [done, setDone] = useState<Done | null>(null)
  const waiting = useRef(new Set<string>())
  const last = useRef<Promise<unknown>>(Promise.resolve())

  /**
   * Does something once what was pressed before is done; true when it went well. `back` undoes it, with a text of its own.
   * The same pressed again meanwhile does nothing.
   */
  async function act<N extends CommandName, B extends CommandName>(
    step: Step<N>,
    text: string | ((reply: CommandReply<N>) => string),
    back?: Step<B> & { text: string },
  ): Promise<boolean> {
    const key = JSON.stringify(step)
    if (waiting.current.has(key)) return false
    waiting.current.add(key)
    const turn = last.current.then(() => doNow(step, text, back)).finally(() => waiting.current.delete(key))
    last.current = turn.catch(() => {})
    return turn
  }

  async function doNow<N extends CommandName, B extends CommandName>(
    { name, input }: Step<N>,
    text: string | ((reply: CommandReply<N>) => string),
    back?: Step<B> & { text: string },
  ): Promise<boolean> {
    setDone(null)
    const reply = await go(() => run(name, input))
    deskChanged()
    if (reply === null) return false
    setDone({
      text: typeof text === 'string' ? text : text(reply),
      undo: back ? () => void act(back, back.text) : null,
    })
    return true
  }

  return {
    isBusy,
    problem,
    done,
    act,
    /** Something else is done now, that says by itself how it went. */
    forget() {
      setDone(null)
      forget()
    },
  }
}

export type Desk = ReturnType<typeof useDesk>
