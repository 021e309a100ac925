/**
 * Shifts for numbers of groups that are not prime powers, one word a round and one digit a column (base: the groups).
 * Rounds and columns may change places. The first is a (12, 6, 1) difference matrix over Z_2 x Z_6, as five orthogonal
 * Latin squares of order 12 (Johnson, Dulmage and Mendelsohn 1961), found as four orthomorphisms; the second a (15, 5, 1)
 * one over Z_15, as four squares of order 15 (Schellenberg, van Rees and Vanstone 1978), found as three odd
 * orthomorphisms; the others are partial ones, found by annealing as in `shifts.ts`. `isSplit` tells Z_2 x Z_(g/2) from
 * Z_g. A test checks that none repeats a difference.
 */
const tables: [groups: number, isSplit: boolean, rounds: string][] = [
  [12, true, '000000 012348 0218a6 036a94 048173 05791a 06a2b9 07965b 08b532 094725 0a3b81 0b5467'],
  [15, false, '00000 0126a 02536 037e1 049ab 05c72 064d7 0714c 08eb3 09b28 0a38d 0b654 0c81e 0dac9 0ed95'],
  [14, false, '00000000 04782d36 0653a29d 09d4375a 0c8a13d9 0d19c583 08915ac4 0a4b6918'],
  [14, false, '000000000 0345b98c2 0d93a4528 0879d364c 05b491d76 0b163d4a5 04625c789'],
  [15, false, '00000000 082de9bc 097acb35 0259186a 0ce85142 0eb36c98 0d8196a4 0a6542c7'],
  [10, false, '0000000 0478631 0341896 0732548 0269357 0617284 0193425'],
  [10, false, '00000000 04916372 09174286 02368941 03647198 08231469'],
  [10, false, '000000000 068451293 093275164 084529736'],
  [12, false, '0000000 07396a1 0b25184 0a57b29 031a897 05a8216 0283a7b 09623b5'],
]

/** The shifts of a table with so many rounds and columns at least, cut to them, or null. */
export function tabledShifts(
  groups: number,
  columns: number,
  rounds: number,
): { shifts: number[][]; isSplit: boolean } | null {
  for (const [order, isSplit, text] of tables) {
    if (order !== groups) continue
    const rows = text.split(' ').map((word) => word.split('').map((digit) => parseInt(digit, groups)))
    for (const shifts of [rows, transposed(rows)]) {
      if (shifts.length < rounds || shifts[0]!.length < columns) continue
      return { shifts: shifts.slice(0, rounds).map((row) => row.slice(0, columns)), isSplit }
    }
  }
  return null
}

/** Two rounds differ afresh over the columns if and only if two columns do over the rounds. */
function transposed(rows: number[][]): number[][] {
  return rows[0]!.map((_, column) => rows.map((row) => row[column]!))
}
