import { exchange, line, reply, type Exchange } from './talk.ts'

/** What is said at the table on an evening like others: everybody has something in a drawer. */
export const tableTalk: Exchange[] = [
  exchange(
    'Finn',
    line('Finn', 'Third coat of varnish is on. The hull looks like somebody who knows what he does built it.', {
      emoji: ['⛵', '👏'],
    }),
    line('one', 'Photo or it did not happen. How long until she can get wet?'),
    line('Finn', 'The tin says ten days, my hands say tomorrow. I will listen to the tin.', { emoji: ['😄'] }),
    line('another', 'Write the date on the garage door. You told us to remind you about patience in March.', reply),
    line('Finn', 'Done: she goes into the lake on the 14th, and nothing moves that date.', { mark: 'decision' }),
  ),
  exchange(
    'Grace',
    line('Grace', 'I wrote the funeral chapter. 1,900 words, and I cried at the sandwiches.', { emoji: ['💛'] }),
    line('one', 'At the sandwiches! That is how I know it will work.'),
    line('another', 'Is the brother in the room this time?', reply),
    line('Grace', 'He is in the car park. He never comes in. I think the whole book is him not coming in.', {
      mark: 'insight',
      emoji: ['🔥'],
    }),
    line('third', 'Please do not explain that sentence to anybody. Just leave the engine running.'),
  ),
  exchange(
    'Hugo',
    line('Hugo', 'The landlord called back. Eleven hundred a month and the workshop in the yard comes with it.'),
    line('one', 'Is that more or less than the number on your napkin?', reply),
    line('Hugo', 'Ninety more. I would have to true six extra wheels a week.'),
    line('another', 'Six wheels is one quiet Tuesday. What are you really afraid of?'),
    line('Hugo', 'That I sign, and then it is not a dream any more but a shop with a toilet to clean.', {
      emoji: ['💛', '😄'],
    }),
    line('third', 'Does anybody know somebody who has read a commercial lease and survived it?', { mark: 'question' }),
  ),
  exchange(
    'Iris',
    line('Iris', 'The fox has a coat now. I gave up on realism: it is my grandmother’s, with the big buttons.'),
    line('one', 'Every page with that coat is a page I would frame.', { emoji: ['🦊'] }),
    line('Iris', 'Spread nine still does not work. Too much snow, nowhere to look.'),
    line('another', 'What if the only colour on it is one button, lying there?', { mark: 'insight', emoji: ['😍'] }),
    line('Iris', 'I hate how good that is. Drawing it now.', reply),
  ),
  exchange(
    'Jonas',
    line('Jonas', 'Recorded the slow song in one take. There is a tram in the second verse and I am keeping it.'),
    line('one', 'Keep the tram! It is the best percussionist in town.', { emoji: ['😄'] }),
    line('another', 'Will you send the rough mix before Sunday, or do we have to come and listen at the door?'),
    line('Jonas', 'I will put all four rough mixes in the folder by Friday night. Hold me to it.', {
      mark: 'action',
      emoji: ['👍'],
    }),
  ),
  exchange(
    'Kira',
    line('Kira', 'Forty hours of interviews and I finally know what the film is about: nobody asked the ferrymen.'),
    line('one', 'That gave me goosebumps. Is it the first line?', reply),
    line('Kira', 'It was somewhere in minute thirty. I moved it to the front today and everything got quieter.', {
      mark: 'win',
      emoji: ['🎬'],
    }),
    line('another', 'Then the harbour footage could stay silent. Let them talk first and show the water after.'),
  ),
  exchange(
    'Liam',
    line('Liam', 'Sixty loaves on Saturday, sold out at twenty to ten. A man asked me if I do weddings.', {
      mark: 'win',
      emoji: ['🥖', '🎉'],
    }),
    line('one', 'And do you do weddings?'),
    line('Liam', 'I said yes before I thought. Help.', { emoji: ['😄'] }),
    line(
      'another',
      'Start with one cake you can bake in your sleep. My sister’s first one was only lemon, all summer.',
    ),
    line('Liam', 'Lemon I can do in my sleep. I will write him a price tomorrow morning before the ovens.', {
      mark: 'action',
    }),
  ),
  exchange(
    'Mona',
    line('Mona', 'My supervisor wrote "finally" in the margin. I choose to read it as praise.', { emoji: ['👏'] }),
    line('one', 'It is praise in the only language he speaks.'),
    line('Mona', 'Chapter four is 11 pages shorter. I cut everything I wrote to sound clever.', {
      mark: 'insight',
      emoji: ['🔥'],
    }),
    line('another', 'Can I steal that sentence for the wall over my desk?', reply),
  ),
  exchange(
    'Noor',
    line('Noor', 'The allotment board said yes to the long bed. We can plant before the frost after all.', {
      mark: 'win',
      emoji: ['🌱'],
    }),
    line('one', 'Who is we? Do you need hands on Sunday?'),
    line('Noor', 'Two pairs would save my back. There will be soup.'),
    line('another', 'I come for the soup and stay for the digging.', { emoji: ['🍲'] }),
    line('third', 'Me too. Nine o’clock at the blue gate?', reply),
    line('Noor', 'Nine at the blue gate, bring boots.', { mark: 'decision' }),
  ),
  exchange(
    'Otto',
    line('Otto', 'The station clock from Lund runs. It loses eleven seconds a day, like all of us.', { emoji: ['🕰️'] }),
    line('one', 'You had it for a year! What was it in the end?'),
    line('Otto', 'A hair. One single hair on the escapement, probably from 1961.'),
    line('another', 'Whose hair, do you think? There is a short story in that.', { emoji: ['😄'] }),
    line('Otto', 'Lesson for me: look for the small thing before you take the big thing apart.', { mark: 'insight' }),
  ),
  exchange(
    'Ben',
    line('Ben', 'Letter 31 of my grandfather is translated. He writes about the price of shoes for two pages.'),
    line('one', 'And between the lines?', reply),
    line('Ben', 'He had only one pair, and he gave them to my grandmother’s brother. He never says it.', {
      emoji: ['💛'],
    }),
    line('another', 'Leave the shoes exactly as they are. No footnote.'),
    line('Ben', 'No footnotes in part one, then. It is decided.', { mark: 'decision' }),
  ),
  exchange(
    'Chloe',
    line('Chloe', 'Opened the kiln at six. Four of nine bowls are alive, and the blue is the blue.'),
    line('one', 'The blue from the test tile? After how many tries?'),
    line('Chloe', 'Seventeen. I wrote down every one of them this time: less copper, slower cooling.', {
      mark: 'resource',
      emoji: ['💙'],
    }),
    line('another', 'Four bowls is a set. People pay for sets.', reply),
    line('Chloe', 'Does anybody have a table with kind light where I could photograph them?', { mark: 'question' }),
    line('third', 'My kitchen, any morning before ten. East window, white wall, coffee.', { emoji: ['☕'] }),
  ),
  exchange(
    'Finn',
    line('Finn', 'I need a name for the boat and my family has vetoed everything with a pun.'),
    line('one', 'What did your mother call you when you came home muddy?'),
    line('Finn', 'Little otter. Oh.', { emoji: ['🦦', '💛'] }),
    line('another', 'Well, that took eleven seconds.'),
  ),
  exchange(
    'Grace',
    line('Grace', 'Honest question: how do you all stop editing the first page?', { mark: 'question' }),
    line('one', 'I put a sticky note over it. It says "not today".', { emoji: ['😄'] }),
    line('another', 'I write the date of my next reading on it. Deadlines are kinder than willpower.'),
    line('Grace', 'Then somebody please take a date from me.', reply),
    line('third', 'The last Thursday of the month, here at this table, ten pages. I will bring the biscuits.', {
      mark: 'action',
      emoji: ['🍪'],
    }),
  ),
  exchange(
    'Hugo',
    line('Hugo', 'A girl brought me her grandfather’s racer today. She wants to ride it to school.', { emoji: ['🚲'] }),
    line('one', 'That is your shop window right there.'),
    line('Hugo', 'I told her Friday. I have no idea where to find 27-inch tubulars by Friday.'),
    line('another', 'The old velodrome clears its cellar. Ask for Marit at the gate and say I sent you.', {
      mark: 'resource',
    }),
  ),
  exchange(
    'Mona',
    line('Mona', 'Small thing: I worked for two hours with the door closed and nobody died.', { emoji: ['👏', '😄'] }),
    line('one', 'What did you put on the door?'),
    line('Mona', 'A drawing by my son of me with very big eyebrows. It works.'),
    line('another', 'I would not enter that room either.', reply),
  ),
  exchange(
    'Jonas',
    line('Jonas', 'I am stuck on the last verse. It explains everything and it is boring.'),
    line('one', 'What happens if you just do not sing it?'),
    line('Jonas', 'It ends on the tram.'),
    line('another', 'It ends on the tram!', { emoji: ['🚋', '🎉'] }),
    line('Jonas', 'No last verse. You people are dangerous.', { mark: 'decision', emoji: ['😄'] }),
  ),
  exchange(
    'Kira',
    line('Kira', 'Can I read you the first minute? It is only forty words.'),
    line('one', 'Please.'),
    line(
      'Kira',
      '"The river was here before the bridge. My father said that every morning, and every morning he was right."',
    ),
    line('another', 'I would follow that voice across any water.', { emoji: ['💛'] }),
    line('third', 'The second "every morning" does the work. Do not let anybody tidy it.', { mark: 'insight' }),
  ),
]
