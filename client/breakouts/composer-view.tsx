import '../styles/breakouts.css'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import type { LateRule } from '../../shared/composing.ts'
import { limits } from '../../shared/limits.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Check, Chips } from '../ui/choice.tsx'
import { Hint, Problem, TextArea } from '../ui/field.tsx'
import { Column, SittingOut, Unplaced, type Moving } from './column.tsx'
import { areMinutes, MinutesField } from './minutes-field.tsx'
import { PassOn } from './pass-on.tsx'
import { isEmpty, isTooLarge, needsOverride } from './plan.ts'
import { MoreRules, RulesFields, type RulesProps } from './rules-fields.tsx'
import { lateRules } from './words.ts'

export type Settings = { task: string; minutes: number; override: boolean; late: LateRule; passOn: boolean }

export const usualSettings: Settings = { task: '', minutes: 15, override: false, late: 'smallest', passOn: false }

export type ComposerViewProps = RulesProps &
  Moving & {
    settings: Settings
    /** Who came or left since the preview, or null. */
    changed: string | null
    isBusy: boolean
    problem: string | null
    /** Ways that would be possible instead of what was refused. */
    ways: readonly { sizes: number[]; label: string }[]
    onWay: (sizes: number[]) => void
    onRename: (index: number, name: string) => void
    onRefresh: () => void
    onShuffle: () => void
    onClear: () => void
    onUndo: (() => void) | null
    onRedo: (() => void) | null
    onSettings: (change: Partial<Settings>) => void
    /** What was composed for later. */
    prepared?: ComponentChildren
    /** How this round is kept for later, where nothing is opened now. */
    keep?: ComponentChildren
    /** Opens the breakouts; null where they are only prepared. */
    onOpen: (() => void) | null
  }

/** The breakouts as they would be: to be looked at and changed before anybody moves. */
export function ComposerView(props: ComposerViewProps) {
  const { draft, settings, changed, isBusy, problem, ways, prepared, keep, onOpen } = props
  const { plan, rules } = draft
  const isOdd = needsOverride(plan)
  const isReady = !isEmpty(plan) && !isTooLarge(plan) && areMinutes(settings.minutes) && (!isOdd || settings.override)
  const { rack, move, onFocusIn } = useFocusKept(props.onMove)
  const moving: Moving = { ...props, onMove: move }
  return (
    <div
      class="stack composer-rounds"
      role="group"
      aria-label="The plan"
      onKeyDown={(event) => undoByKey(event, props)}
      onFocusIn={onFocusIn}
    >
      {!onOpen && (
        <Hint>
          For all members of the circle: nobody moves now. On the day it is put right for who is there by then.
        </Hint>
      )}
      <div class="row section-head">
        <RulesFields draft={draft} onRules={props.onRules} onResize={props.onResize} />
      </div>
      <div>
        <MoreRules
          draft={draft}
          nameOf={props.nameOf}
          onRules={props.onRules}
          tags={props.tags}
          onTags={props.onTags}
        />
        {prepared}
      </div>
      <div class="row">
        <Button look="quiet" icon="shuffle" disabled={rules.mode === 'by-hand'} onClick={props.onShuffle}>
          Shuffle
        </Button>
        <Button look="quiet" onClick={props.onClear}>
          Empty the breakouts
        </Button>
        <Button look="quiet" icon="back" disabled={!props.onUndo} onClick={() => props.onUndo?.()}>
          Undo
        </Button>
        <Button look="quiet" disabled={!props.onRedo} onClick={() => props.onRedo?.()}>
          Redo
        </Button>
      </div>
      <div class="desk-outcome">
        <Problem text={problem} />
      </div>
      {ways.length > 0 && (
        <div class="row">
          {ways.map(({ sizes, label }) => (
            <Button key={label} look="quiet" onClick={() => props.onWay(sizes)}>
              Take {label}
            </Button>
          ))}
        </div>
      )}
      {changed && (
        <Banner tone="info" icon="info">
          {changed}{' '}
          <Button look="plain" onClick={props.onRefresh}>
            Look again now
          </Button>
        </Banner>
      )}
      <div ref={rack} class="column-rack" role="group" aria-label="The breakouts" aria-busy={isBusy}>
        {plan.unplaced.length > 0 && <Unplaced {...moving} />}
        {plan.groups.map((group, i) => (
          <Column key={i} group={group} index={i} {...moving} onRename={(name) => props.onRename(i, name)} />
        ))}
        <SittingOut {...moving} />
      </div>
      <div class="columns">
        <TextArea
          label="Task"
          hint="Everybody sees it on top of their breakout. It may stay empty."
          max={limits.breakout.taskLength}
          value={settings.task}
          onValue={(task) => props.onSettings({ task })}
        />
        <div class="stack">
          <MinutesField minutes={settings.minutes} onMinutes={(minutes) => props.onSettings({ minutes })} />
          <Chips
            legend="Who comes late"
            value={settings.late}
            options={lateRules}
            onValue={(late) => props.onSettings({ late })}
          />
        </div>
      </div>
      <PassOn
        hasCards={draft.said.hasCards}
        isChecked={settings.passOn}
        onChange={(passOn) => props.onSettings({ passOn })}
      />
      {isOdd && (
        <Check
          label="Open with these sizes all the same"
          hint={`Breakouts of ${limits.breakout.min} to ${limits.breakout.max} work best. Everybody will see that you chose otherwise.`}
          isChecked={settings.override}
          onChange={(override) => props.onSettings({ override })}
        />
      )}
      {keep}
      {onOpen && (
        <div class="dialog-foot">
          <Button isBusy={isBusy} disabled={!isReady} onClick={onOpen}>
            Open the breakouts
          </Button>
        </div>
      )}
    </div>
  )
}

/**
 * Whoever is moved takes the focus along: by keyboard one stays with the person, wherever they are put, until the focus goes
 * to something else.
 */
function useFocusKept(onMove: Moving['onMove']) {
  const rack = useRef<HTMLDivElement>(null)
  const moved = useRef<string | null>(null)
  useLayoutEffect(() => {
    if (
      moved.current === null ||
      (document.activeElement !== document.body && document.activeElement?.tagName !== 'DIALOG')
    )
      return
    rack.current?.querySelector<HTMLElement>(`[data-member="${moved.current}"] button`)?.focus()
  })
  return {
    rack,
    move: ((memberId, to) => {
      moved.current = memberId
      onMove(memberId, to)
    }) satisfies Moving['onMove'],
    onFocusIn({ target }: FocusEvent) {
      const row = (target as HTMLElement).closest<HTMLElement>('[data-member]')
      if (row?.dataset['member'] !== moved.current) moved.current = null
    },
  }
}

function undoByKey(event: KeyboardEvent, { onUndo, onRedo }: ComposerViewProps): void {
  const isTyping = (event.target as HTMLElement).matches('input:not([type=radio], [type=checkbox]), textarea')
  if (isTyping || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
  event.preventDefault()
  if (event.shiftKey) onRedo?.()
  else onUndo?.()
}
