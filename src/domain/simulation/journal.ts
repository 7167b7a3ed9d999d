import type { Entry } from '../../core/nouns.ts'
import { THEME } from '../themes.ts'

/** What was entered in the play, kept beside the ledger so that its figures can be counted a second time, by hand as it were. */
export interface Journal {
  all: Entry[]
  /** By the unit that an entry is about, by the reporting unit, and by the member. */
  about: Map<number, Entry[]>
  by: Map<number, Entry[]>
  member: Map<number, Entry[]>
  /** The themes of the month, by the unit that set them. */
  themes: Map<number, Entry[]>
  /** 零报告, by `zeroName`. */
  zeros: Set<string>
  add(entry: Entry): void
  find(no: number): Entry | undefined
  /** The same entry as it is now. */
  update(entry: Entry): void
}

/** One 零报告: of which unit, for which period of which duty. */
export function zeroName(duty: string, period: string, unitId: number): string {
  return `${duty}|${period}|${unitId}`
}

/** An empty one. */
export function createJournal(): Journal {
  const all: Entry[] = []
  const places = new Map<number, number>()
  const books = (): Map<number, Entry[]> => new Map()
  const journal = { about: books(), by: books(), member: books(), themes: books() }
  const put = (map: Map<number, Entry[]>, key: number | null, entry: Entry): void => {
    if (key === null) return
    const own = map.get(key)
    if (own) own.push(entry)
    else map.set(key, [entry])
  }
  return {
    all,
    ...journal,
    zeros: new Set(),
    add(entry) {
      places.set(entry.no, all.length)
      all.push(entry)
      put(journal.about, entry.unitId, entry)
      put(journal.by, entry.byUnitId, entry)
      put(journal.member, entry.memberId, entry)
      if (entry.kind === THEME) put(journal.themes, entry.unitId, entry)
    },
    find: (no) => all[places.get(no) ?? -1],
    update(entry) {
      const known = all[places.get(entry.no) ?? -1]
      if (known) Object.assign(known, entry)
    },
  }
}
