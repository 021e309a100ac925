import { BulletKind } from '../../shared/recaps.ts'

export const bulletKinds = BulletKind.options

export const bulletKindNames: Record<BulletKind, string> = {
  decision: 'Decision',
  action: 'Action',
  win: 'Win',
  insight: 'Insight',
  question: 'Open question',
  resource: 'Resource',
  point: 'Point',
}
