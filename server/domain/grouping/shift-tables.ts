/**
 * Shifts for numbers of groups that are not prime powers, one word a round and one digit a column (base: the groups).
 * The first is a (12, 6, 1) difference matrix over Z_2 x Z_6, as five orthogonal Latin squares of order 12 (Johnson,
 * Dulmage and Mendelsohn 1961), found as four orthomorphisms; the others are partial ones, found by annealing as in
 * `shifts.ts`. `isSplit` tells Z_2 x Z_(g/2) from Z_g. A test checks that none repeats a difference.
 */
const tables: [groups: number, isSplit: boolean, rounds: string][] = [
  [12, true, '000000 012348 0218a6 036a94 048173 05791a 06a2b9 07965b 08b532 094725 0a3b81 0b5467'],
  [10, false, '0000000 0478631 0341896 0732548 0269357 0617284 0193425'],
  [10, false, '00000000 04916372 09174286 02368941 03647198 08231469'],
  [10, false, '000000000 068451293 093275164 084529736'],
  [12, false, '0000000 07396a1 0b25184 0a57b29 031a897 05a8216 0283a7b 09623b5'],
  [12, false, '00000000 02a56493 0582b649 072b4185 037a28b6 0b19732a 065792ab'],
  [12, false, '000000000 0a32854b1 0249b3a86 0b2547138 0763a4859 089b3a674'],
  [12, true, '0000000000 05b3469781 032a89b647 027491836b 0786ba2193'],
]

/** The shifts of a table with so many rounds and columns at least, cut to them, or null. */
export function tabledShifts(
  groups: number,
  columns: number,
  rounds: number,
): { shifts: number[][]; isSplit: boolean } | null {
  for (const [order, isSplit, text] of tables) {
    const words = text.split(' ')
    if (order !== groups || words.length < rounds || words[0]!.length < columns) continue
    const cut = words.slice(0, rounds).map((word) => word.slice(0, columns).split(''))
    return { shifts: cut.map((digits) => digits.map((digit) => parseInt(digit, groups))), isSplit }
  }
  return null
}
