import { type Span, spanWords, TO_BE_FILLED } from './case-rules.ts'

/** What a pack writes under one key. */
interface Said {
  pack: string
  value: unknown
}

/** Packs that are used together, and the part of each that is looked at. */
export interface Joining<Source extends { name: string }> {
  packs: readonly Source[]
  pick(pack: Source): object | undefined
}

/** Rules with what the packs say in the place of the defaults; of packs that differ about one thing the first would hold, were they not refused. */
export function joined<Rules extends object, Source extends { name: string }>(defaults: Rules, joining: Joining<Source>): Rules {
  const rules = { ...defaults }
  for (const [key, [first]] of saidUnder(joining)) if (first) Object.assign(rules, { [key]: first.value })
  return rules
}

/** Where packs differ about one thing, as sentences for office staff: `where` is the section as the pack writes it (cases › risk). */
export function clashesIn<Source extends { name: string }>(where: string, joining: Joining<Source>): string[] {
  return [...saidUnder(joining)].flatMap(([key, said]) => clashWords(`${where} › ${key}`, said))
}

/** What each pack writes in a section, by key; what is still to be filled in says nothing. */
function saidUnder<Source extends { name: string }>({ packs, pick }: Joining<Source>): Map<string, Said[]> {
  const said = new Map<string, Said[]>()
  for (const pack of packs) {
    for (const [key, value] of Object.entries(pick(pack) ?? {})) {
      if (value === undefined || isUnfilled(value)) continue
      said.set(key, [...(said.get(key) ?? []), { pack: pack.name, value }])
    }
  }
  return said
}

function isUnfilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => item === TO_BE_FILLED)
}

/** The first two of the packs that differ. */
function clashWords(where: string, [first, ...others]: Said[]): string[] {
  const other = others.find(({ value }) => JSON.stringify(value) !== JSON.stringify(first?.value))
  if (!first || !other) return []
  const values = `${valueWords(first.value)}；${valueWords(other.value)}`
  return [`规则包 ${first.pack} 和 ${other.pack} 的 ${where} 写得不一样（${values}）：几份一起用时，请改成一样，或只留一份`]
}

function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '没有' : value.join(typeof value[0] === 'number' ? '、' : '，')
  return isSpan(value) ? spanWords(value) : String(value)
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'unit' in value
}
