/**
 * The members in an order that depends on their relations only, not on their names or on the order they were listed in:
 * so the same group of people gets an equally good plan whatever they are called. Colours are refined by the colours of
 * everybody else (Weisfeiler and Leman 1968); members that stay alike keep the order they came in.
 */
export function canonicalOrder(
  colours: ArrayLike<number>,
  relation: (a: number, b: number) => number,
  refinements = 3,
): number[] {
  const n = colours.length
  let current = Int32Array.from(colours)
  for (let pass = 0; pass < refinements; pass++) {
    const next = new Int32Array(n)
    for (let a = 0; a < n; a++) {
      let sum = mixed(current[a]!, 0x9e3779b9)
      for (let b = 0; b < n; b++) {
        const kind = a === b ? 0 : relation(a, b)
        if (kind !== 0) sum = (sum + mixed(current[b]!, kind)) | 0
      }
      next[a] = sum
    }
    current = next
  }
  return Array.from({ length: n }, (_, member) => member).sort((a, b) => current[a]! - current[b]! || a - b)
}

function mixed(value: number, key: number): number {
  let hash = Math.imul(value ^ key, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35 ^ key)
  return hash ^ (hash >>> 16)
}
