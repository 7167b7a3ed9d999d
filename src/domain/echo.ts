import type { Decision, FieldSpec, UnitRef } from '../core/fields.ts'
import type { Entry } from '../core/nouns.ts'
import { isRate } from '../language/indicators.ts'
import type { ReportCommand } from './command.ts'
import type { Context } from './context.ts'
import { parsePeriodKey } from './periods.ts'
import { shownName } from './scope.ts'
import { nameWithParent } from './unit-shown.ts'

/** Texts longer than this are cut in an echo; the entry keeps all. */
const ECHO_LENGTH = 60

/** Every value of an entry as label → words, in the order of the fields; heads are masked where the chat asks for it. */
export function echoFields(
  context: Pick<Context, 'chat' | 'house' | 'today'>,
  command: ReportCommand,
  entry: Entry,
  options: { hidden: string[] },
): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [key, spec] of Object.entries(command.fields)) {
    if (options.hidden.includes(key)) continue
    const value = key === 'date' ? entry.date : entry.fields[key]
    if (value === undefined || value === null) continue
    shown[spec.label] =
      spec.type === 'household' ? shownName(context, String(value)) : (toldApart(context, spec, { entry, value }) ?? showValue(spec, value))
  }
  const typist = entry.typedById !== entry.memberId && entry.typedById !== null
  if (typist) shown.代报 = `由${context.house.directory.member(entry.typedById ?? 0, context.today)?.name ?? '他人'}代报`
  return shown
}

/** A unit whose name others bear too, with the one above it (南庄乡新庄村); null for all else. */
function toldApart(
  { house }: Pick<Context, 'house'>,
  { type }: FieldSpec,
  { entry, value }: { entry: Entry; value: unknown },
): string | null {
  const { directory } = house
  const named =
    type === 'unit' ? directory.unitByCode((value as UnitRef).code) : type === 'owner' ? directory.unit(entry.unitId) : undefined
  if (!named || (type === 'owner' && named.officialName !== value)) return null
  return nameWithParent(directory, named)
}

/** One stored value in Chinese. */
export function showValue(spec: FieldSpec, value: unknown): string {
  switch (spec.type) {
    case 'date':
      return showDate(String(value))
    case 'amount':
      return `${Number(value).toLocaleString('en-US')}元`
    case 'flag':
      return '是'
    case 'unit':
      return (value as UnitRef).name
    case 'units':
      return (value as UnitRef[]).map(({ name }) => name).join('、')
    case 'people':
      return (value as string[]).join('、')
    case 'list':
      return (value as string[]).map((item, index) => `${index + 1}. ${item}`).join(' ')
    case 'decisions':
      return (value as Decision[]).map(showDecision).join(' ')
    case 'values':
      return Object.entries(value as Record<string, number>)
        .map(
          ([name, number]) =>
            `${name} ${name.endsWith('额') ? `${number.toLocaleString('en-US')}元` : `${number}${isRate(name) ? '%' : ''}`}`,
        )
        .join('，')
    case 'period':
      return parsePeriodKey(String(value))?.label ?? String(value)
    case 'household':
    case 'text':
    case 'choice':
    case 'count':
    case 'person':
    case 'owner':
      return cut(String(value))
  }
}

function showDecision(decision: Decision, index: number): string {
  const owner = decision.owner
    ? `（${decision.owner}${decision.due ? `，${showDate(decision.due)}前` : ''}）`
    : decision.due
      ? `（${showDate(decision.due)}前）`
      : ''
  return `${index + 1}. ${decision.text}${owner}`
}

/** 2023-06-02 → 2023年6月2日. */
export function showDate(date: string): string {
  return `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`
}

function cut(words: string): string {
  const characters = [...words.replace(/\s*\n\s*/g, ' ')]
  return characters.length <= ECHO_LENGTH
    ? characters.join('')
    : `${characters.slice(0, ECHO_LENGTH).join('')}…（共${characters.length}字）`
}
