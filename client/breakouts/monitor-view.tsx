import '../styles/breakouts.css'
import { useState } from 'preact/hooks'
import type { LateRule } from '../../shared/composing.ts'
import { limits } from '../../shared/limits.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { Person } from '../ui/person.tsx'
import { BreakoutCard, PersonMenu, type CardActions } from './breakout-card.tsx'
import { thinPair, type SeatsIn, type Watched } from './desk-words.ts'
import { lateRules } from './words.ts'

type MonitorViewProps = CardActions & {
  watched: Watched
  now: () => number
  myId: string | null
  nameOf: (memberId: string) => string
  noteOf: (memberId: string) => string | undefined
  hrefOf: (roomId: string) => string
  seatsIn: SeatsIn
  /** Whose card of the round before was passed on to this breakout. */
  handedBy: (roomId: string) => string | undefined
  onPlace: () => void
  /** True when it is open. */
  onAdd: (name: string) => Promise<boolean>
  onLate: (late: LateRule) => void
}

/** Every breakout at a glance: who is where, how lively it is. Looking in takes no seat. */
export function MonitorView({ watched, hrefOf, handedBy, onPlace, onAdd, onLate, ...card }: MonitorViewProps) {
  const { breakouts, unplacedIds, endsAt, late, isChoosing } = watched
  const thin = isChoosing ? null : thinPair(breakouts, card.seatsIn)
  return (
    <>
      {thin && (
        <Banner
          icon="people"
          action={
            <Button look="quiet" onClick={() => card.onMerge(thin.from, thin.into)}>
              Bring them together
            </Button>
          }
        >
          {thin.from.name} is small, and would fit into {thin.into.name}.
        </Banner>
      )}
      <ul class="plain-list monitor">
        {breakouts.map((breakout) => (
          <BreakoutCard
            key={breakout.roomId}
            breakout={breakout}
            all={breakouts}
            roundEndsAt={endsAt}
            href={hrefOf(breakout.roomId)}
            handedBy={handedBy(breakout.roomId)}
            {...card}
          />
        ))}
      </ul>
      {unplacedIds.length > 0 && (
        <section class="stack-tight" aria-label="At the table">
          <div class="section-head">
            <h3>At the table</h3>
            {!isChoosing && (
              <Button look="quiet" icon="seat" onClick={onPlace}>
                Place who came late
              </Button>
            )}
          </div>
          <ul class="plain-list monitor-table">
            {unplacedIds.map((id) => (
              <li key={id} class="monitor-person">
                <Person name={card.nameOf(id)} note={card.noteOf(id)} />
                <PersonMenu id={id} fromId={null} all={breakouts} {...card} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <div class="section-head">
        <SelectField
          label="Who comes late"
          hint={isChoosing ? 'From when the time to choose is up.' : undefined}
          value={late}
          options={lateRules}
          onValue={onLate}
        />
        <AddForm onAdd={onAdd} />
      </div>
    </>
  )
}

/** One breakout more, under a name of its own or the next number. */
function AddForm({ onAdd }: Pick<MonitorViewProps, 'onAdd'>) {
  const [name, setName] = useState('')
  return (
    <form
      class="add-breakout"
      onSubmit={(event) => {
        event.preventDefault()
        void onAdd(name.trim()).then((isAdded) => isAdded && setName((now) => (now === name ? '' : now)))
      }}
    >
      <div class="grow">
        <TextField label="Its name, if you like" value={name} maxLength={limits.table.nameLength} onValue={setName} />
      </div>
      <Button type="submit" look="quiet" icon="add">
        One more breakout
      </Button>
    </form>
  )
}
