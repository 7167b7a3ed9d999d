import { numbered, text } from '../core/blocks.ts'
import { answer, type Reply } from '../core/reply.ts'
import { interpret } from '../language/interpret.ts'
import { stripEnds } from '../language/mentions.ts'
import { distance } from '../language/names/name-distance.ts'
import type { SpeakerContext } from './context.ts'
import { readableRoots } from './scope.ts'

/** A word that is built like a place (铺仔村). */
const PLACE = /(?<!\p{Script=Han})\p{Script=Han}{2,4}?(?:镇|乡|村|社区|街道)/gu
/** Near names that are offered. */
const MOST_NEAR = 3

/**
 * The answer to a question about a place that nobody knows (铺仔村走访进度): that it was not found, and the nearest names inside what the
 * speaker reads. Null where the words would be no question even with a place that is known.
 */
export function unknownPlaceReply(context: SpeakerContext): Reply | null {
  const { house, message, reading, speaker } = context
  const { start, end } = stripEnds(message.text, reading.botNames)
  const raw = message.text.slice(start, end)
  const home = house.directory.units.find(({ id }) => id === speaker.posts[0]?.unitId)
  if (!home) return null
  for (const [place] of raw.matchAll(PLACE)) {
    if (house.lexicon.findUnits(place, reading.speaker).length > 0) continue
    const known = interpret(raw.replace(place, home.name), reading)
    if (known.kind !== 'query') continue
    const near = nearestNames(context, place)
    const [first] = near
    const opening = text(`没有找到“${place}”这个单位，请核对名称。${first === undefined ? '' : '您是不是要问：'}`)
    const buttons = near.map((name) => ({ text: name, says: raw.replace(place, name) }))
    return answer(first === undefined ? [opening] : [opening, numbered(near)], { buttons })
  }
  return null
}

/** Units of the speaker's that sound or look like it. */
function nearestNames(context: SpeakerContext, place: string): string[] {
  const { directory } = context.house
  const stem = (name: string): string => name.replace(/(?:镇|乡|村|社区|街道)$/, '')
  return directory.units
    .filter(({ id }) => readableRoots(context).some((root) => directory.isWithin(id, root)))
    .flatMap(({ name }) => {
      const far = distance(stem(place), stem(name)) ?? (shares(stem(place), stem(name)) ? { cost: 9 } : null)
      return far === null ? [] : [{ name, cost: far.cost }]
    })
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MOST_NEAR)
    .map(({ name }) => name)
}

/** Do two names have a character in common, so that one may be a slip for the other? */
function shares(a: string, b: string): boolean {
  return [...a].some((character) => b.includes(character))
}
