import type { MarkKind } from '../../shared/rooms.ts'

export const quickEmoji = [
  { emoji: '👍', words: 'Thumbs up' },
  { emoji: '❤️', words: 'Heart' },
  { emoji: '🎉', words: 'Party' },
  { emoji: '😂', words: 'Laughing' },
  { emoji: '🙏', words: 'Thank you' },
  { emoji: '👀', words: 'Looking' },
] as const

export const markWords: Record<MarkKind, string> = {
  decision: 'Decision',
  action: 'Action',
  win: 'Win',
  insight: 'Insight',
  question: 'Question',
  resource: 'Resource',
}
