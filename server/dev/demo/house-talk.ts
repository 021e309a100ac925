import type { Line } from './talk.ts'
import { line } from './talk.ts'

/** What is said when somebody sits down. */
export const arrivals: string[] = [
  'Evening, all. Tea is ready, phone is in the drawer.',
  'Hello! I only have an hour, but it is a good one.',
  'Here. It smells of varnish where I am, so if I stop typing, send help.',
  'Good evening, Long Table. I missed you last week.',
  'Hi everybody. I brought the thing I did not want to bring.',
  'Sitting down. What did I miss?',
  'Hello from a very quiet kitchen.',
  'Evening! The children are asleep, I have until nine.',
]

/** What is said by who was away for a moment. */
export const returns: string[] = [
  'Back, with tea.',
  'Here again. The neighbour wanted his ladder back.',
  'Back. The cat sits in my chair now, so I stand.',
  'I am here again. What did I miss?',
  'Back with biscuits, which help only me.',
  'Sorry, the oven. Nothing burned.',
]

/** What is said to the host when a session starts: one small thing each. */
export const intentions: Line[] = [
  line('Grace', 'Tonight: the first page of chapter seven, and nothing else.'),
  line('Hugo', 'I call the landlord back before eight, and you all make me.', { emoji: ['👍'] }),
  line('Mona', 'One figure, redrawn. Not seven. One.'),
  line('Chloe', 'I weigh glaze and write the numbers down like a grown-up.'),
  line('Liam', 'The price list for weddings, a number in every line.', { mark: 'action' }),
  line('Otto', 'A poster for the clock evening. I am allowed to use only one typeface.', { emoji: ['😄'] }),
  line('Kira', 'I cut the mayor. Wish me luck.', { emoji: ['✂️'] }),
  line('Ben', 'Letter 32. It is short, so I have no excuse.'),
]

/** What is said first in a breakout. */
export const openers: string[] = [
  'Nice, a small table. Who wants to go first?',
  'Hello, neighbours. Shall we take five minutes each?',
  'I keep the time if somebody else keeps me honest.',
  'Good group! Who has something that is not finished?',
]

/** What a breakout brings back; somebody marks it. */
export const harvest: Line[] = [
  line('one', 'We bring back one rule: ask what it is for before you say what is wrong with it.', { mark: 'insight' }),
  line('another', 'From us: read it aloud once. Three of us found the weak sentence that way.', { mark: 'insight' }),
  line('third', 'We all do one small thing before Sunday and write it here when it is done.', {
    mark: 'action',
    emoji: ['👏'],
  }),
]

/** What is said to somebody who has just said something at the table. */
export const answers: string[] = [
  'Glad you are here, Ada.',
  'Say more about that?',
  'Yes. That is exactly it.',
  'I had not seen it that way, thank you.',
  'Count me in.',
  'Writing that down.',
  'That made me smile into my tea.',
  'Good question. I would like to hear what the others think.',
]

export const farewells: string[] = [
  'Thank you, that was a good hour.',
  'Done: one page more than yesterday. Good night, all.',
  'Same time next week? I will bring the finished one.',
  'Thanks for hosting, Ada. I needed that.',
]

export const warmth: string[] = ['💛', '👏', '😄', '🔥', '🙌', '✨']
