import { pattern } from './pattern.ts'

/** Small English word lists, made by hand. Other languages do without them. */

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Words that carry grammar and no topic. */
export const FUNCTION_WORDS = list(`
  a about above across after again against ago all almost along already also although always am among an and another any
  anybody anyone anything anyway are aren't around as at away back be became because been before behind being below
  beside between beyond both but by came can can't cannot come comes coming could couldn't did didn't do does doesn't
  doing don't done down during each either else enough even ever every everybody everyone everything except few for from
  further gave get gets getting give given go goes going gone gonna got gotta had hadn't has hasn't have haven't having
  he he'd he'll he's hence her here here's hers herself him himself his how however i i'd i'll i'm i've if in indeed
  instead into is isn't it it'd it'll it's its itself just least less let let's like made make makes making many may
  maybe me mean meant might mine more most much must my myself near neither never next no nobody none nor not nothing
  now of off often oh ok okay on once one ones only onto or other others otherwise our ours ourselves out over own per
  perhaps please put quite rather really said same saw say saying says see seen shall she she'd she'll she's should
  shouldn't since so some somebody someone something sometimes somewhat soon still such sure take taken takes taking
  than thank thanks that that'd that'll that's the their theirs them themselves then there there's therefore these they
  they'd they'll they're they've thing things think thinking this those though thought through thus till to together
  told too took toward towards under unless until up upon us use used using usually very via want wanted wants was
  wasn't way we we'd we'll we're we've well went were weren't what what's whatever when where whether which while who
  who's whole whom whose why will with within without won't would wouldn't yes yet you you'd you'll you're you've your
  yours yourself um uh er ah hmm mm mhm huh yeah yep yup nope hi hello hey dear kind sort stuff lot lots bit know knew
  known guess actually basically obviously certainly clearly probably sorry right cause 'cause wanna`)

/** Sounds and one-word replies that say "I am listening". */
export const BACKCHANNELS = list(`
  um uh er ah oh hm hmm mm mmm mhm huh yeah yep yup yes no nope ok okay right sure really well so good great cool nice
  exactly absolutely true alright indeed thanks thank you agreed wow fine mm-hmm uh-huh uh-oh hmmm +1 it see that's i
  and but or the a that is was to anyway what`)

/** Verbs that make a clause a clause; endings in -ed, -ing and -s are tried as well. */
export const VERBS = list(`
  is are was were am be been isn't aren't wasn't weren't 's 're has have had hasn't haven't hadn't do does did don't
  doesn't didn't can can't cannot could couldn't will won't would wouldn't shall should shouldn't may might must i'm
  it's that's there's he's she's we're they're you're i've we've they've you've i'll we'll they'll you'll i'd we'd
  they'd you'd what's let's here's who's going gonna goes go went come comes came get gets got give gives gave take takes
  took make makes made know knows knew think thinks thought say says said see sees saw need needs want wants use uses
  used work works put puts run runs ran find finds found keep keeps kept mean means meant let send sends sent show shows
  tell tells told start starts look looks try tries ask asks asked feel feels felt seem seems help helps hold holds held
  write writes wrote read reads build builds built meet meets met move moves pay pays paid bring brings brought begin
  begins began become becomes became leave leaves left lose lost spend spends spent set sets cost costs happen happens
  change changes provide provides support supports depend depends include includes believe believes hope hopes agree
  agrees suggest suggests propose proposes recommend welcome remain remains require requires allow allows plan plans
  prefer prefers expect expects contain contains exist exists fail fails break breaks broke ship ships fix fixes check
  learn learns`)

/** A clause that ends in one of these was broken off. */
export const DANGLING = list(`
  a an the and or but so because if when while that which who whose of to in on at by for from with into onto about than
  as my your his her its our their is are was were be am i i'm we're they're it's he's she's you're i've we've i'll
  we'll very just like not no some any each every these those what how where why would could should can will may might
  must do does did have has had this uh um really more most less well between through under over via per then then`)

/** Pronouns that point at something said before; a bullet should not open with them. */
export const POINTERS =
  list(`it it's its it'll that that's this these those they they're they've them he he's she she's him her his
  there then such here here's one ones which`)

/** Greetings, thanks and chairing: true, and of no interest afterwards. */
export const COURTESIES = pattern(String.raw`
  ^(?:(?:good )?(?:morning|afternoon|evening)|hi\b|hello|hey\b|dear\b|thank(?:s| you)|cheers|regards|best\b|sorry\b|welcome
  |apologies|you're welcome|bye\b|see you|any (?:other )?questions|over to you|go (?:on|ahead)
  |can (?:i|we) (?:just )?(?:say thank|welcome|remind|thank)|i'd like to (?:thank|welcome)
  |(?:so,? )?(?:let's|we'll|i'll|we'll now) (?:move|turn|go|come) (?:on|to|over|back))`)
