import { exchange, line, reply, type Exchange } from './talk.ts'

/** What is said where six or seven look at one piece of work. */
export const breakoutTalk: Exchange[] = [
  exchange(
    'Grace',
    line('Grace', 'I go first, then it is behind me. Two paragraphs are in the shared folder. What did you see?'),
    line('one', 'I saw the kitchen at once. I lost the year: is it before or after the war?'),
    line('another', 'Same here. The radio told me, but only on my second reading.', reply),
    line('Grace', 'So the radio moves up to the first line. That is easy and I would never have seen it.', {
      mark: 'decision',
      emoji: ['👏'],
    }),
    line('third', 'Your dialogue is the strongest thing here. Trust it and cut the sentences around it.'),
  ),
  exchange(
    'Iris',
    line('Iris', 'Three covers, one question: which one would a six-year-old pull off the shelf?'),
    line('one', 'The second. The fox looks at me as if I were late.', { emoji: ['🦊'] }),
    line('another', 'The second, but with the title of the third. The letters there are braver.'),
    line('Iris', 'The second cover with the brave letters: that goes to the printer.', { mark: 'decision' }),
    line('third', 'Ask for the paper samples before you pay. They only send them if you ask.', { mark: 'resource' }),
  ),
  exchange(
    'Hugo',
    line('Hugo', 'Here are my numbers for the first year. Please be rude to them.'),
    line('one', 'You count twelve good months. Bicycles sleep from November to February.'),
    line('Hugo', 'So I need something for the winter.', reply),
    line('another', 'Storage and a spring service, paid in advance. My dentist does that with tyres, in a way.', {
      mark: 'insight',
      emoji: ['🚲'],
    }),
    line('Hugo', 'I will ask ten customers this week if they would pay for winter storage.', { mark: 'action' }),
  ),
  exchange(
    'Mona',
    line('Mona', 'I read you my abstract and you tell me where you fall asleep.'),
    line('one', 'At "in light of the foregoing". Before that I was awake.', { emoji: ['😄'] }),
    line('another', 'Say what you found in the first sentence. You found something! Why is it on line nine?'),
    line('Mona', 'First the finding, then the method. I will rewrite it tonight before bed.', { mark: 'action' }),
  ),
  exchange(
    'Kira',
    line('Kira', 'My question for this half hour: does the film need the mayor?', { mark: 'question' }),
    line('one', 'Who would miss him?'),
    line('Kira', 'Honestly? Only the mayor.', { emoji: ['😄'] }),
    line('another', 'Give his four minutes to the ferryman’s wife. She says the same and means it.', {
      mark: 'decision',
    }),
  ),
  exchange(
    'Liam',
    line('Liam', 'I bring the price list for weddings. Is it too cheap? My hands say yes, my stomach says no.'),
    line('one', 'Count the hours of the night before. You sleep four hours less, that is not free.'),
    line('another', 'Add a third for the delivery alone. You have to carry it up somebody’s stairs.', reply),
    line('Liam', 'A third more, and stairs cost extra. I feel taller.', { mark: 'decision', emoji: ['🎂'] }),
  ),
  exchange(
    'Jonas',
    line('Jonas', 'Does the title hold? "Songs for People Who Left Early".'),
    line('one', 'I want that record and I have not heard a note.', { emoji: ['🎶'] }),
    line('another', 'It sounds like an apology and like a party. Keep it.'),
    line('third', 'Then call the slow one "Tram" and stop hiding it at the end.', { mark: 'insight' }),
  ),
  exchange(
    'Ben',
    line('Ben', 'One word, please: he writes "Heimweh", and homesickness is too ill for it.'),
    line('one', 'Longing is too wide. Could you leave the German word and let the shoes explain it?'),
    line('Ben', 'Leave the word. The shoes explain it. Thank you.', { mark: 'decision', emoji: ['💛'] }),
    line('another', 'It is worth a line in the foreword: some words stayed because he stayed.'),
  ),
  exchange(
    'Chloe',
    line('Chloe', 'I have to say in one sentence why somebody should buy a bowl. I sell apologies, not bowls.'),
    line('one', 'Say what you do with it in the morning.'),
    line('Chloe', 'I eat porridge from it and the day starts more slowly.'),
    line('another', '"A bowl that starts the day more slowly." You are done, go home.', {
      mark: 'win',
      emoji: ['💙', '🎉'],
    }),
  ),
  exchange(
    'Noor',
    line('Noor', 'My plan for the long bed is on one page. What would go wrong first?'),
    line('one', 'Water. The tap is forty metres away and you are one person.'),
    line('another', 'Two old barrels and a gutter. I have both and no garden.', { mark: 'resource', emoji: ['🌧️'] }),
    line('Noor', 'Then I fetch the barrels on Saturday, and you get tomatoes for life.', { mark: 'action' }),
  ),
  exchange(
    'Otto',
    line('Otto', 'I want to teach one evening about clocks. I am afraid that nobody comes.'),
    line('one', 'I come. What would I hold in my hands?'),
    line('Otto', 'An alarm clock that you may break.'),
    line('another', 'Put that on the poster: "An alarm clock that you may break." Eight seats, not eighty.', {
      mark: 'insight',
      emoji: ['🕰️'],
    }),
    line('Otto', 'Eight seats, the second Wednesday, in the workshop.', { mark: 'decision' }),
  ),
  exchange(
    'Finn',
    line('Finn', 'I need a checklist for the launch that a nervous man can read.'),
    line('one', 'Start with the plug. Everybody forgets the plug.', { emoji: ['😄', '⛵'] }),
    line('another', 'Somebody holds the rope, and that somebody does nothing else. Name them beforehand.'),
    line('Finn', 'Plug, rope, one name for each. I will send the list round tomorrow.', { mark: 'action' }),
  ),
]
