import '../styles/breakouts.css'
import type { QueryReply } from '../../shared/queries.ts'
import { limits } from '../../shared/limits.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Check, Chips } from '../ui/choice.tsx'
import { Problem, TextArea } from '../ui/field.tsx'
import { Column, SittingOut } from './column.tsx'
import { areMinutes, MinutesField } from './minutes-field.tsx'
import { Nearest } from './nearest.tsx'
import { isEmpty, isTooLarge, needsOverride, type Plan, type Spot } from './plan.ts'

export type Preview = Pick<QueryReply<'round:preview'>, 'counts' | 'nearest'>
export type Settings = { task: string; minutes: number; override: boolean }

export type ComposerViewProps = {
  plan: Plan
  preview: Preview
  settings: Settings
  /** Who came or left since the preview, or null. */
  changed: string | null
  isBusy: boolean
  problem: string | null
  nameOf: (memberId: string) => string
  onMove: (memberId: string, to: Spot) => void
  onRename: (index: number, name: string) => void
  onCount: (count: number) => void
  onSizes: (sizes: number[]) => void
  onShuffle: () => void
  onSettings: (change: Partial<Settings>) => void
  onOpen: () => void
}

/** The breakouts as they would be: to be looked at and changed before anybody moves. */
export function ComposerView(props: ComposerViewProps) {
  const { plan, preview, settings, changed, isBusy, problem, nameOf, onMove } = props
  const isOdd = needsOverride(plan)
  const isReady = !isEmpty(plan) && !isTooLarge(plan) && areMinutes(settings.minutes) && (!isOdd || settings.override)
  return (
    <div class="stack composer-rounds">
      <div class="row section-head">
        {preview.counts.length > 0 ? (
          <Chips
            legend="How many breakouts"
            value={plan.groups.length}
            options={preview.counts.map((value) => ({ value, label: String(value) }))}
            onValue={props.onCount}
          />
        ) : (
          <Nearest preview={preview} plan={plan} onSizes={props.onSizes} />
        )}
        <Button look="quiet" icon="shuffle" onClick={props.onShuffle}>
          Shuffle
        </Button>
      </div>
      {changed && (
        <Banner tone="info" icon="info" isNews>
          {changed}
        </Banner>
      )}
      <div class="column-rack" role="group" aria-label="Who sits with whom">
        {plan.groups.map((group, i) => (
          <Column
            key={i}
            group={group}
            index={i}
            plan={plan}
            nameOf={nameOf}
            onMove={onMove}
            onRename={(name) => props.onRename(i, name)}
          />
        ))}
        <SittingOut plan={plan} nameOf={nameOf} onMove={onMove} />
      </div>
      <div class="columns">
        <TextArea
          label="Task"
          hint="Everybody sees it on top of their breakout. It may stay empty."
          max={limits.breakout.taskLength}
          value={settings.task}
          onValue={(task) => props.onSettings({ task })}
        />
        <MinutesField minutes={settings.minutes} onMinutes={(minutes) => props.onSettings({ minutes })} />
      </div>
      {isOdd && (
        <Check
          label="Open with these sizes all the same"
          hint={`Breakouts of ${limits.breakout.min} to ${limits.breakout.max} work best. Everybody will see that you chose otherwise.`}
          isChecked={settings.override}
          onChange={(override) => props.onSettings({ override })}
        />
      )}
      <Problem text={problem} />
      <div class="dialog-foot">
        <Button isBusy={isBusy} disabled={!isReady} onClick={props.onOpen}>
          Open the breakouts
        </Button>
      </div>
    </div>
  )
}
