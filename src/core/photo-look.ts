/** How a photo looks, in 64 bits: photos that differ in size, format or compression only differ in no more than a few of them. */
export type PhotoLook = bigint

/** Bits by which two looks of the same photo may differ. */
const SAME_LOOK_BITS = 5

/** Are these looks of the same photo? */
export function looksAlike(a: PhotoLook, b: PhotoLook): boolean {
  let bits = 0
  for (let rest = a ^ b; rest > 0n && bits <= SAME_LOOK_BITS; rest &= rest - 1n) bits += 1
  return bits <= SAME_LOOK_BITS
}

/** Where the parts of a look begin, and where the last ends: one more of them than bits may differ. */
const BOUNDS = [0n, 11n, 22n, 33n, 44n, 54n, 64n]

/** A look in six parts: two looks of one photo have at least one part in common. */
export function partsOfLook(look: PhotoLook): number[] {
  return BOUNDS.slice(1).map((end, part) => {
    const begin = BOUNDS[part] ?? 0n
    return Number((look >> begin) & ((1n << (end - begin)) - 1n))
  })
}

/** A look as it is stored: 16 hexadecimal digits. */
export function writeLook(look: PhotoLook): string {
  return look.toString(16).padStart(16, '0')
}

/** A stored look. */
export function readLook(stored: string): PhotoLook {
  return BigInt(`0x${stored}`)
}
