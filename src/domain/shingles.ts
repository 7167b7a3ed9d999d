/** Characters of one shingle: three tell sentences apart, and one changed word leaves most of them alike. */
const SIZE = 3
/** Shorter texts are alike by nature (都正常, 收入稳定), and no sign of anything. */
const SHORTEST = 12
/** Share of shingles that two texts have in common from which they count as copied. */
const ALIKE = 0.8

/** A text as its shingles, without spaces, punctuation, digits and these names; null when it is too short to say anything. */
export function shinglesOf(text: string, names: readonly string[] = []): Set<string> | null {
  const plain = names.reduce((all, name) => (name === '' ? all : all.replaceAll(name, '')), text.normalize('NFKC'))
  const characters = [...plain.replace(/[\s\p{P}\p{S}\d]/gu, '')]
  if (characters.length < SHORTEST) return null
  return new Set(characters.slice(0, characters.length - SIZE + 1).map((_, index) => characters.slice(index, index + SIZE).join('')))
}

/** Do two texts say nearly the same? */
export function isCopied(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  if (small.size < ALIKE * large.size) return false
  let common = 0
  for (const shingle of small) if (large.has(shingle)) common += 1
  return common >= ALIKE * (small.size + large.size - common)
}
