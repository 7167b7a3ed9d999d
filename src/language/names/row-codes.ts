import { agreement, soundOf } from './sounds.ts'

/** How near a name may come to a typed one, told by characters and sounds alone: worth measuring, worth offering at most, or neither. */
export type Closeness = 'close' | 'near' | 'far'

/** Characters and sounds of names as numbers, so that thousands are looked through without touching a string. */
export interface RowCodes {
  compare(typed: string): (row: number) => Closeness
  /** May the first character of a row's name sound like this one? */
  startsLike(character: string): (row: number) => boolean
}

/** Characters kept of each name; longer names are always measured. */
const WIDTH = 4
/** A character that is read in several ways. */
const MANY = 0xffff

/** Codes of the names, 16 bytes each. */
export function codeRows(names: readonly { head: string }[]): RowCodes {
  const characters = new Uint16Array(names.length * WIDTH)
  const sounds = new Uint16Array(names.length * WIDTH)
  names.forEach(({ head }, row) => {
    for (let at = 0; at < Math.min(WIDTH, head.length); at += 1) {
      characters[row * WIDTH + at] = head.charCodeAt(at)
      const { similar } = soundOf(head.charAt(at))
      sounds[row * WIDTH + at] = similar.length === 1 ? (similar[0] ?? MANY) : MANY
    }
  })
  return {
    startsLike(character) {
      const { similar } = soundOf(character)
      return (row) => {
        const sound = sounds[row * WIDTH] ?? MANY
        return sound === MANY ? agreement(character, names[row]?.head.charAt(0) ?? '') !== 'different' : similar.includes(sound)
      }
    },
    compare(typed) {
      const wanted = [...typed].map((character) => ({ character, code: character.charCodeAt(0), similar: soundOf(character).similar }))
      const codeAt = (row: number, at: number) => characters[row * WIDTH + at] ?? 0
      const alike = (row: number, at: number, { character, code, similar }: Wanted) => {
        const sound = sounds[row * WIDTH + at] ?? MANY
        if (codeAt(row, at) === code || similar.includes(sound)) return true
        return sound === MANY && agreement(character, String.fromCharCode(codeAt(row, at))) !== 'different'
      }
      return (row) => {
        const length = names[row]?.head.length ?? 0
        if (typed.length > WIDTH || length > WIDTH) return 'close'
        if (length === wanted.length) return compareSame(row, wanted, { codeAt, alike })
        return isPart(row, { length, wanted }, { codeAt, alike }) ? 'close' : 'far'
      }
    },
  }
}

interface Wanted {
  character: string
  code: number
  similar: number[]
}

interface Reader {
  codeAt(row: number, at: number): number
  alike(row: number, at: number, wanted: Wanted): boolean
}

function compareSame(row: number, wanted: Wanted[], { codeAt, alike }: Reader): Closeness {
  let [changed, different, turned] = [0, 0, false]
  for (const [at, each] of wanted.entries()) {
    const other = codeAt(row, at)
    if (other === each.code) continue
    changed += 1
    turned ||= other === wanted[at + 1]?.code && codeAt(row, at + 1) === each.code
    if (!alike(row, at, each)) different += 1
  }
  if (different === 0 || turned) return 'close'
  if (different > 1) return 'far'
  return wanted.length > 2 && changed === 1 ? 'close' : 'near'
}

/** One character is missing or too many: the given name alone, or the same characters in their order. */
function isPart(row: number, { length, wanted }: { length: number; wanted: Wanted[] }, { codeAt, alike }: Reader): boolean {
  if (Math.abs(length - wanted.length) > 1) return false
  if (length > wanted.length && wanted.every((each, at) => alike(row, at + 1, each))) return true
  const [short, long] = [Math.min(length, wanted.length), Math.max(length, wanted.length)]
  let met = 0
  for (let at = 0; at < long && met < short; at += 1) {
    const next = length > wanted.length ? codeAt(row, at) === wanted[met]?.code : wanted[at]?.code === codeAt(row, met)
    if (next) met += 1
  }
  return met === short
}
