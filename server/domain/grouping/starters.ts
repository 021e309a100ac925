import type { Frame } from './frame.ts'

/**
 * Base rounds: `groups` of `size` people, developed modulo `modulus` (orbit after orbit, then fixed points), give so
 * many `rounds` without a repeated pair. A point is one character of `alphabet`, in the order of chairs; where there
 * are more base rounds than one, they follow each other. A test develops and checks them all. They were found by
 * annealing the differences, with these exceptions: 8-4-10 is the schedule of Aguado 2004 as listed in the Dagstuhl
 * tables (van Doorn). As designs they are a Kirkman triple system, nearly Kirkman triple systems, resolvable group
 * divisible designs with blocks of four, and starter blocks in the manner of Miller, Valkov and Abel (Symmetry 2026,
 * 18(2), 269).
 */
const baseRounds: [groups: number, size: number, rounds: number, modulus: number, order: string][] = [
  [6, 3, 8, 4, 'bd15fe6g29ch4a380717h9a6c54f2bgd80e3'],
  [8, 3, 11, 11, 'b5n6me93012gjca7hidfl4k8'],
  [10, 3, 14, 14, 'jld0f61bm7khn49rei532atqgcops8'],
  [11, 3, 16, 32, '0gw12j48e5pc6rt7afhi3koul9smbdnqv'],
  [12, 3, 17, 17, '8hn1zw056y9jqamtgculvro2b3d47sxfikpe'],
  [14, 3, 20, 20, 'f8jwD57q2y4kt6Ehn3pmBsogAirFladC1bce9vuxz0'],
  [6, 4, 7, 7, '4jl8230and1ekg6fibc95m7h'],
  [7, 4, 9, 9, 'gndbari68m49013clop5qh2j7fek'],
  [
    8,
    4,
    10,
    1,
    '0123456789abcdefghijklmnopqrstuv048s1im735avjlqfgkoch26npbdu9rte0lru1nqs36odg5beh7ac2k9fi4pvjm8t0iob1jpah39q5m' +
      'ufl6evg28r4nctk7sd0mad14rf378ujnoehkbv2lpsi59cg6qt0n9v15oti3sehl8dk6ar2jcu4mqbg7pf0jk5169ug34linrdoasf27bthmpe' +
      '8qcv0htfg1dv3mrcikqul7o924ae5n8pj6bs06pc1k8e3nbfgm9silat25qdh4ouj7rv07qe1lbc3kpth5rsi68f2movj49dgnau',
  ],
  [9, 4, 11, 11, 'b2g4mdrf0o5q19e8ckpjnv3uxt6ly7hwzisa'],
  [11, 4, 14, 14, 'G9ptH6qCa4Dekm1sEun0g2hrwiFx8A53vfyldBczjbo7'],
  [12, 4, 15, 15, 'tndrICsGe8Hcj1D2yg9h4vowxEul3a0Aipf6F7LkbmJzqBK5'],
  [15, 4, 19, 19, 'FKCL3809mrjsJgxi7zQBqSeUIdyM6wRapPft2kHXlD5VE1oWNAcGbTv4uhOn'],
  [6, 5, 6, 6, '0s2kr8ojl9dbtpe6ga541inhf7c3mq'],
  [10, 5, 9, 9, 'yn92L45wB1FeJ3kIpK0cavMHjlNzb6ruEAtfsx7iqGD8mdhoCg'],
  [6, 6, 3, 3, 'fhbu0j3pkaq7m5lw81idnte94zcyg62rxsvo'],
  [10, 6, 7, 7, 'wtSjLvm9yMUz24u1P8ETF0QHDh3NVbWGcBkReKI5al7XsCoJxnOpq6Aigdfr'],
]

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/'

/** The schedule of a known base round for so many groups, size and rounds, or null. */
export function starterFrame(groups: number, size: number, rounds: number): Frame | null {
  if (size === 2 && rounds < 2 * groups) return roundRobin(groups, rounds)
  const known = baseRounds.find((base) => base[0] === groups && base[1] === size && base[2] >= rounds)
  if (known === undefined) return null
  const [, , mostRounds, modulus, order] = known
  const points = groups * size
  const turns = mostRounds / (order.length / points)
  return {
    groups,
    points,
    columnOf: new Array<number>(points).fill(-1),
    rounds: Array.from({ length: rounds }, (_, round) => {
      const base = order.slice(Math.floor(round / turns) * points)
      return developed(base.slice(0, points), size, modulus, round % turns)
    }),
  }
}

/** Pairs: everybody on a circle but one, who stays; partners sit opposite (Kirkman 1847). */
function roundRobin(groups: number, rounds: number): Frame {
  const turning = 2 * groups - 1
  const labelsOf = (round: number) =>
    Array.from({ length: turning + 1 }, (_, point) => {
      const place = point === turning ? 0 : (point + round) % turning
      return Math.min(place, turning - place) % turning
    })
  return {
    groups,
    points: turning + 1,
    columnOf: new Array<number>(turning + 1).fill(-1),
    rounds: Array.from({ length: rounds }, (_, round) => labelsOf(round)),
  }
}

/** The sizes and rounds that are known, for tests and for documentation. */
export function knownStarters(): { groups: number; size: number; rounds: number }[] {
  return baseRounds.map(([groups, size, rounds]) => ({ groups, size, rounds }))
}

function developed(order: string, size: number, modulus: number, turn: number): number[] {
  const moved = order.length - (order.length % modulus)
  const labels = new Array<number>(order.length)
  for (let chair = 0; chair < order.length; chair++) {
    const point = alphabet.indexOf(order[chair]!)
    const place = point % modulus
    const turned = point >= moved ? point : point - place + ((place + turn) % modulus)
    labels[turned] = Math.floor(chair / size)
  }
  return labels
}
