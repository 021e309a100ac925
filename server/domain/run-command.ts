import type { CommandInput, CommandName, CommandReply } from '../../shared/commands.ts'
import { answerAside, sayAside } from './asides.ts'
import { openRound } from './breakouts.ts'
import { chooseBreakout, offerRound } from './choosing.ts'
import { changeCircle, openCircle } from './circles.ts'
import {
  addBreakout,
  changeLate,
  closeBreakout,
  connectBreakouts,
  disconnectBreakouts,
  mergeBreakouts,
  moveMember,
  placeUnplaced,
} from './desk.ts'
import { inviteGuest, showGuestOut } from './guests.ts'
import { saveHarvest } from './harvest.ts'
import { callHelp, claimHelp, releaseHelp, resolveHelp } from './help.ts'
import { createInvite, revokeInvite } from './invites.ts'
import { changeRole, leaveCircle, removeMember, renameMember } from './memberships.ts'
import {
  addMark,
  addReaction,
  editMessage,
  removeMark,
  removeMessage,
  removeReaction,
  sendMessage,
} from './messages.ts'
import type { Actor, Ports } from './ports.ts'
import { prepareRound, scheduleRound, unprepareRound } from './prepared.ts'
import { draftRecap, saveRecap, signRecap } from './recaps.ts'
import { changeRoom, closeRoom, openRoom } from './rooms.ts'
import { announce, askTime, closeRound, declineTime, extendRound, shortenRound } from './round-time.ts'
import { enterRoom, leaveRoom, visitRoom } from './seats.ts'
import { changeCoHost, endSession, handOverSession, startSession } from './sessions.ts'
import { comeBack, stepOut } from './stepping-out.ts'
import { extendTimer, setTimer, stopTimer } from './turn-timers.ts'
import { forgetWish, keepApart, sitOut, takePart } from './wishes.ts'

type Run<N extends CommandName> = (ports: Ports, actor: Actor, input: CommandInput<N>) => Promise<CommandReply<N>>

const operations: { [N in CommandName]: Run<N> } = {
  'circle:open': openCircle,
  'circle:change': changeCircle,
  'invite:create': createInvite,
  'invite:revoke': revokeInvite,
  'guest:invite': inviteGuest,
  'guest:show-out': showGuestOut,
  'member:rename': renameMember,
  'member:change-role': changeRole,
  'member:remove': removeMember,
  'member:leave': leaveCircle,
  'room:open': openRoom,
  'room:change': changeRoom,
  'room:close': closeRoom,
  'room:enter': enterRoom,
  'room:visit': visitRoom,
  'room:leave': leaveRoom,
  'message:send': sendMessage,
  'message:edit': editMessage,
  'message:remove': removeMessage,
  'reaction:add': addReaction,
  'reaction:remove': removeReaction,
  'mark:add': addMark,
  'mark:remove': removeMark,
  'session:start': startSession,
  'session:end': endSession,
  'session:hand-over': handOverSession,
  'session:change-co-host': changeCoHost,
  'timer:set': setTimer,
  'timer:extend': extendTimer,
  'timer:stop': stopTimer,
  'round:open': openRound,
  'round:extend': extendRound,
  'round:close': closeRound,
  'round:shorten': shortenRound,
  'round:announce': announce,
  'round:ask-time': askTime,
  'round:decline-time': declineTime,
  'aside:say': sayAside,
  'aside:answer': answerAside,
  'harvest:save': saveHarvest,
  'help:call': callHelp,
  'help:claim': claimHelp,
  'help:release': releaseHelp,
  'help:resolve': resolveHelp,
  'round:move': moveMember,
  'round:place': placeUnplaced,
  'round:change-late': changeLate,
  'breakout:add': addBreakout,
  'breakout:close': closeBreakout,
  'breakout:merge': mergeBreakouts,
  'breakout:connect': connectBreakouts,
  'breakout:disconnect': disconnectBreakouts,
  'round:prepare': prepareRound,
  'round:unprepare': unprepareRound,
  'round:schedule': scheduleRound,
  'round:offer': offerRound,
  'round:choose': chooseBreakout,
  'round:step-out': stepOut,
  'round:come-back': comeBack,
  'round:sit-out': sitOut,
  'round:take-part': takePart,
  'grouping:keep-apart': keepApart,
  'grouping:forget': forgetWish,
  'recap:draft': draftRecap,
  'recap:save': saveRecap,
  'recap:sign': signRecap,
}

/** Runs one command of the registry for somebody. The input has passed its schema; refusals are thrown `DomainError`s. */
export function runCommand<N extends CommandName>(
  ports: Ports,
  actor: Actor,
  name: N,
  input: CommandInput<N>,
): Promise<CommandReply<N>> {
  return operations[name](ports, actor, input)
}
