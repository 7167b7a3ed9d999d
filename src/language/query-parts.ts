import { type ComparisonReading, findChangeWords, findComparison } from './comparison.ts'
import type { Found } from './found.ts'
import type { DutiesFound } from './names/duty-titles.ts'
import { cover, isFree, type Sheet, take } from './query-sheet.ts'
import { findRanks } from './ranks.ts'
import type { Span } from './span.ts'
import type { PeriodReading, QueryReading } from './types.ts'
import { findPeriods } from './values/periods.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Takes out of a question what it names: indicator, comparison, period, units, households, persons, ranks, matter, number. */
export function readParts(sheet: Sheet, vocabulary: Vocabulary): QueryReading {
  const { message, text } = sheet
  const { lexicon, speaker } = message
  const [titled] = take(sheet, 'matter', lexicon.duties.exact(text))
  if (titled !== undefined) blankAsked(sheet, titled)
  const indicator = take(sheet, 'indicator', lexicon.findIndicators(text))[0]?.value
  const times = readTimes(sheet)
  const units = take(sheet, 'unit', lexicon.findUnits(text, speaker))
  const unitIds = [...units.flatMap((unit) => unit.candidates ?? [unit.value]), ...misspeltUnits(sheet), ...ownUnits(sheet)]
  const households = take(sheet, 'household', lexicon.findHouseholdsAnywhere(text, message.villageIds))
  const members = take(sheet, 'member', lexicon.findMembers(text, speaker))
  const ranks = readRanks(sheet)
  const asked = readDuties(sheet, vocabulary, titled)
  return {
    unitIds: ranks.place ? withoutUpper(sheet, unitIds) : [...new Set(unitIds)],
    householdIds: [...new Set(households.flatMap((found) => found.candidates ?? [found.value]))],
    memberIds: [...new Set(members.flatMap((found) => found.candidates ?? [found.value]))],
    ...asked,
    ...(indicator === undefined ? {} : { indicator }),
    ...times,
    ...ranks,
    ...readNo(sheet),
    rest: '',
  }
}

/** The period asked about, and with what it is compared. */
function readTimes(sheet: Sheet): Pick<QueryReading, 'period' | 'compare'> {
  const periods = findPeriods(sheet.text, sheet.message.nowMs).filter(({ start, end }) => isFree(sheet, start, end))
  const found = findComparison(sheet.text, periods, sheet.message.nowMs)
  if (found === null) return withPeriod(take(sheet, 'period', periods)[0])
  const named = take(sheet, 'comparison', [found]).flatMap(({ value }): ComparisonReading[] => [value])[0]
  blankAsked(sheet, found)
  for (const { start, end } of findChangeWords(sheet.text)) sheet.covered.fill(1, start, end)
  const own = take(sheet, 'period', periods)[0]
  const implied = named?.period === undefined ? {} : { period: named.period }
  return { ...implied, ...withPeriod(own), ...(named === undefined ? {} : { compare: named.compare }) }
}

function withPeriod(found: Found<PeriodReading> | undefined): Pick<QueryReading, 'period'> {
  return found === undefined ? {} : { period: found.value }
}

/** 马玲镇: a place that the roster spells otherwise. */
function misspeltUnits(sheet: Sheet): number[] {
  const { lexicon, speaker } = sheet.message
  return [...sheet.text.matchAll(/(?<![\p{Script=Han}])[\p{Script=Han}]{1,5}(?:镇|乡|村|社区|街道)/gu)].flatMap((match) => {
    const end = match.index + match[0].length
    if (!isFree(sheet, match.index, end)) return []
    const { id } = lexicon.unitByName(match[0], speaker)
    if (id === undefined) return []
    cover(sheet, 'unit', { start: match.index, end, rule: 'sounds like' })
    return [id]
  })
}

const OWN = /(?:我们|咱们|我|咱|本|全)(村|社区|镇|街道|乡|县|区|旗|市|单位)/g
const OWN_KINDS: Record<string, string[]> = {
  ...Object.fromEntries(['村', '社区'].map((word) => [word, ['village']])),
  ...Object.fromEntries(['镇', '乡', '街道'].map((word) => [word, ['township']])),
  ...Object.fromEntries(['县', '区', '旗'].map((word) => [word, ['county']])),
  市: ['city', 'county'],
}

/** 我们村, 全镇: the speaker's own unit, or the one of that kind above it. */
function ownUnits(sheet: Sheet): number[] {
  const { lexicon, speaker } = sheet.message
  const found = [...sheet.text.matchAll(OWN)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    rule: 'own unit',
    kind: match[1] ?? '',
  }))
  return take(sheet, 'unit', found).flatMap(({ kind }) => {
    const kinds = OWN_KINDS[kind]
    let unit = lexicon.unit(speaker.homeUnitId ?? speaker.chatUnitId ?? 0)
    while (unit !== undefined && kinds !== undefined && !kinds.includes(unit.kind)) unit = lexicon.unit(unit.parentId ?? 0)
    return unit === undefined ? [] : [unit.id]
  })
}

/** 马岭镇在全县第几: the place is that of 马岭镇; the upper unit only says among whom. */
function withoutUpper({ message: { lexicon } }: Sheet, unitIds: number[]): number[] {
  const ids = [...new Set(unitIds)]
  return ids.filter((id) => !ids.some((other) => other !== id && lexicon.isWithin(other, [id])))
}

/** 督查组 and 检查员 are people, 会议室 is a room, 走访照片 and 走访的车 are things: no matter. */
const NO_MATTER = /^(?:[组员室班机]|人员|的?(?:车|照片|相片|通知|表格?(?=[还在哪放谁都没拿]))|的(?:人(?!数|均)|时候|路))/

/** 监测户里还有哪些没走访: what was not done is what is asked about. */
const DENIED = /(?:没有?|未)$/

/** What is asked about: the duties of a whole title, or of what is left of one beside a question word; else a kind of report. */
function readDuties(sheet: Sheet, vocabulary: Vocabulary, titled: DutiesFound | undefined): Pick<QueryReading, 'matter' | 'duties'> {
  const part = titled === undefined ? shortenedTitle(sheet, vocabulary) : null
  const matter = readMatter(sheet, vocabulary)
  const found = titled ?? part
  const kinds = found?.value.flatMap((duty) => duty.kinds) ?? []
  const [kind] = kinds
  // 村书记 会议 is no 遍访 of the 村书记.
  const isOther = titled === undefined && matter !== undefined && !kinds.includes(matter)
  if (!found || kind === undefined || isOther) return matter === undefined ? {} : { matter }
  if (part !== null) {
    cover(sheet, 'matter', part)
    blankAsked(sheet, part)
  }
  return {
    matter: matter !== undefined && kinds.includes(matter) ? matter : kind,
    duties: [...new Set(found.value.map(({ duty }) => duty))],
  }
}

function shortenedTitle(sheet: Sheet, { askPattern, matters }: Vocabulary): DutiesFound | null {
  const found = askPattern.test(sheet.asked) ? sheet.message.lexicon.duties.shortened(freeText(sheet)) : null
  if (found === null || matters.some(({ word }) => word === sheet.text.slice(found.start, found.end))) return null
  // 联系点 alone asks for the contacts.
  return askPattern.test(blanked(sheet.asked, found)) ? found : null
}

/** Words of a title are no question words (联系点下沉进度). */
function blankAsked(sheet: Sheet, span: Span): void {
  sheet.asked = blanked(sheet.asked, span)
}

function blanked(text: string, { start, end }: Span): string {
  return `${text.slice(0, start)}${' '.repeat(end - start)}${text.slice(end)}`
}

/** The words that belong to no part yet, at their places. */
function freeText({ text, covered }: Sheet): string {
  return [...covered].map((mark, at) => (mark === 0 ? text.charAt(at) : ' ')).join('')
}

/** The matter that is denied, else the first one named; one of a single character (会, 走) only where no longer one is. */
function readMatter(sheet: Sheet, vocabulary: Vocabulary): string | undefined {
  const { text } = sheet
  const words = [...text.matchAll(vocabulary.matterPattern)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
    rule: 'matter',
    word,
  }))
  const found = take(
    sheet,
    'matter',
    words.filter(({ end }) => !NO_MATTER.test(text.slice(end))),
  )
  const long = found.filter(({ word }) => word.length > 1)
  const first = long.find(({ start }) => DENIED.test(text.slice(0, start))) ?? long[0] ?? found[0]
  return vocabulary.matters.find((head) => head.word === first?.word)?.command.name
}

function readRanks(sheet: Sheet): Pick<QueryReading, 'top' | 'bottom' | 'place'> {
  const parts: Pick<QueryReading, 'top' | 'bottom' | 'place'> = {}
  for (const { value } of take(sheet, 'rank', findRanks(sheet.text))) {
    if (value.kind === 'place') parts.place = true
    else parts[value.kind] = value.count
  }
  return parts
}

function readNo(sheet: Sheet): { no?: number } {
  const match = /#?(?<![\d.])(\d{1,9})(?![\d.%]|\s*[年月日号个户人元万名天周])/.exec(sheet.text)
  if (match === null || !isFree(sheet, match.index, match.index + match[0].length)) return {}
  cover(sheet, 'no', { start: match.index, end: match.index + match[0].length, rule: 'number' })
  return { no: Number(match[1]) }
}
