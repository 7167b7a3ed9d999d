import type { JointBody } from '../../db/queries/joint.ts'
import type { Option } from '../core/fields.ts'
import { normalise } from '../language/normalise.ts'
import type { SpeakerContext } from './context.ts'
import type { Directory } from './directory.ts'
import { isBeside, lineUnit } from './scope.ts'

/** A body that a meeting was held for besides the one that reports it: a unit, or a body of the reporter's own level (领导小组). */
interface NamedBody extends JointBody {
  name: string
}

/** What an entry keeps: the names for people, the bodies for counting. */
interface JointFields {
  joint: string[]
  jointWith: JointBody[]
}

/** 领导小组会议与资金专班会议合并召开; 与资金专班合并召开; 合并召开领导小组、资金专班会议. */
const PHRASES = [/([^，。；,;\s:：]{2,40})合并召开/, /合并召开(?:了|的)?[:：]?([^，。；,;\s]{2,40})/]
const PARTS = /[、和与及跟同,，;；\s]+/
const MOST_BODIES = 10

/**
 * The bodies that a joint meeting counts for (counting-rules 12): those labelled 合并召开, else those that the words name. Nothing when it
 * was not held jointly; a Chinese sentence when a labelled one is not known.
 */
export function jointFields(
  context: SpeakerContext,
  about: { values: Record<string, unknown>; unitId: number },
  types: readonly Option[],
): JointFields | Record<string, never> | string {
  const { values, unitId } = about
  const labelled = Array.isArray(values.joint) ? values.joint.map(String) : []
  const found: NamedBody[] = []
  for (const name of partsOf(labelled.length > 0 ? labelled : phrasesIn(context, values))) {
    const body = bodyNamed(context, name, { unitId, types })
    if (body) found.push(body)
    else if (labelled.length > 0) return `没有找到“${name}”，没有记录。合并召开请写本级的单位或会议名称，例如：合并召开:领导小组、产业专班`
  }
  const bodies = [...new Map(found.map((body) => [`${body.unitId}/${body.class}`, body])).values()]
  if (bodies.length === 0) return {}
  return { joint: bodies.map(({ name }) => name), jointWith: bodies.map(({ unitId: id, class: type }) => ({ unitId: id, class: type })) }
}

/** Whose joint meetings can count for a unit: those of its own level and of the levels above it, and of the bodies beside them. */
export function jointReporters(directory: Directory, unitId: number): number[] {
  const line = directory.lineOn(unitId, '9999-12-31')
  const beside = line.flatMap((id) => directory.children(id)).filter(({ id }) => isBeside(directory, { unitId: id }))
  return [...line, ...beside.map(({ id }) => id)]
}

function phrasesIn({ message }: SpeakerContext, values: Record<string, unknown>): string[] {
  const words = [message.text, ...Object.values(values).filter((value) => typeof value === 'string')].map(normalise)
  return words.flatMap((text) => PHRASES.flatMap((phrase) => phrase.exec(text)?.[1] ?? [])).slice(0, 2)
}

function partsOf(words: string[]): string[] {
  return [...new Set(words.flatMap((text) => text.split(PARTS)).filter((part) => part.length > 1))].slice(0, MOST_BODIES)
}

function bodyNamed(context: SpeakerContext, name: string, about: { unitId: number; types: readonly Option[] }): NamedBody | null {
  const { house, reading } = context
  const level = lineUnit(house.directory, about.unitId)
  const [unit] = house.lexicon
    .findUnits(name, reading.speaker)
    .filter((found) => found.candidates === undefined && found.corrected !== true)
  if (unit) {
    const isInside = house.directory.isWithin(unit.value, level)
    return isInside ? { unitId: unit.value, class: null, name: house.directory.unit(unit.value).name } : null
  }
  const type = about.types.find((option) =>
    [option.name, ...(option.aliases ?? [])].some((word) => word.startsWith(name) || name.includes(word)),
  )
  return type ? { unitId: level, class: type.name, name: type.name } : null
}
