/**
 * How much a word tells: a hand-made list of everyday English in two tiers, standing in for a background corpus
 * (the idea of inverse frequency: K. Sparck Jones, "A statistical interpretation of term specificity", 1972).
 */
const tier = (words: string): string[] => words.trim().split(/\s+/)

const EVERYDAY = tier(`
  able ask asked bad begin beginning believe best better big bring call called case change come completely course day days
  different doing easy end example fact far feel find fine first found friend good great guy guys happen happened happens
  hard hear help hope hour idea important interesting keep kind last later leave left less little live long longer look
  looked looking looks main man matter meet minute minutes moment month morning move name need needed needs new nice night
  number okay old open ought part particular people person piece place play point points possible pretty problem
  probably question questions quick real reason remember right saying second seem seemed seems sense several short show
  simple small somewhere start started stop stuff talk talked talking talks tell terms three time times today tomorrow
  tried true try trying turn two understand week weeks whatever wonder wondering word words work worked working works
  world worth wrong year years yesterday yourself four five six seven eight nine ten hundred half couple certain clear
  entire exactly full general hand high huge large likely low major mind obvious okay opposed opposite particularly
  pick previous quickly saying short side similar sit situation specific step suppose supposed term top total usual
  view ways whole wait watch write read run set sort stand exactly absolutely hopefully eventually basically
  anyways definitely currently recently simply completely generally especially essentially effectively happy glad
  afraid aware interested sounds sound agree plus
  twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety zero million january monday tuesday wednesday thursday
  friday saturday sunday group extra quarter sheet cuz
  laugh laughs bunch worry hurt wear ahead equal generate calculate unit units mark marks`)

const COMMON = tier(`
  accept according account across add added age allow allowed amount answer answers appear apply approach area areas
  attention available average base based basic basis become behind benefit book bottom break build building business
  buy care carry cause chance check children choice choose city class close cold common company compare complete
  concern concerned consider considered contact continue control copy correct cost count country create current cut
  data date deal decide decided decision depend depends describe detail details develop difference difficult direct
  discuss discussed discussion door draw drive drop early effect effort either email entirely evening event everyday
  evidence exist expect experience explain extra eye face fall family fast father feeling field figure fill final
  finally fit focus follow following force form forward free front fun future game girl government ground group grow
  happening head heard heart held hold home house human image imagine impact improve include included including
  increase individual inform information inside instance interest involve involved issue issues item job join kids
  knowledge land language late law lead learn learned level levels life light line list listen local loss love manage
  market maybe meeting member members men message method middle model money mother natural nature necessary none normal
  note notes notice office order outside page paper parent parents park particular party pass past pay period phone
  picture plan plans plus position power present pressure price process produce program project provide public purpose
  put quality raise range rate reach ready receive record reduce relate report require required research respect
  response responsibility rest result results return role room rule same save school section send sent separate series
  serious service services share simply single site size social society sort space speak speaking special stage
  standard state states stay story strong structure student study subject suggest suggested support system table
  task teacher team test thinking third thousand through title toward town trade training travel treat type types
  unit value values various version visit voice walk wall war water white wife window woman women write written
  young percent useful possibly potential potentially currently rather respond comment comments opportunity ensure`)

const weights = new Map<string, number>()
for (const word of COMMON) weights.set(word, 0.9)
for (const word of EVERYDAY) weights.set(word, 0.25)

/** From 0.25 (everyday) over 0.9 (common) to 1 (a word this conversation brought along). */
export const rarity = (word: string): number => weights.get(word) ?? 1
