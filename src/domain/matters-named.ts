import { normalise } from '../language/normalise.ts'
import type { Span } from '../language/span.ts'
import type { SpeakerContext } from './context.ts'
import { allDuties } from './house.ts'

/** Something that is owed, as it was named: a kind of report, narrowed to the duties of these titles where words of a title were said. */
export interface MatterNamed extends Span {
  kind: string
  titles: string[] | undefined
}

/** Words that part what is named in one message. */
const BETWEEN = /^[\s、，,和及与;；]+$/
const TOKEN = /[^\s　，,、;；：:。]+/g
/** Shorter parts of titles are said of anything. */
const LEAST_PART = 2

/**
 * The things owed that a text names: the first, and those listed right behind it (本月主题、四保障), each a word of its own there, so that
 * the words of a reason name nothing. `text` is normalised, what is read already is blanked.
 */
export function mattersNamed(context: SpeakerContext, text: string): MatterNamed[] {
  const found: MatterNamed[] = []
  for (const matter of allNamed(context, text)) {
    const last = found.at(-1)
    if (last && matter.start < last.end) continue
    const isListed = last && BETWEEN.test(text.slice(last.end, matter.start)) && /^(?:[\s　，,、;；：:。]|$)/.test(text.slice(matter.end))
    if (last && !isListed) break
    found.push(matter)
  }
  return found
}

/** Everything in a text that names something owed, in order: whole titles of duties first, since they may hold other words. */
function allNamed(context: SpeakerContext, text: string): MatterNamed[] {
  const duties = allDuties(context.house).map(({ duty }) => duty)
  const whole = duties.flatMap(({ title, report: { kind } }): MatterNamed[] => {
    const start = text.indexOf(normalise(title))
    return start === -1 ? [] : [{ start, end: start + title.length, kind, titles: [title] }]
  })
  const words = [...text.matchAll(TOKEN)].flatMap(({ 0: token, index }) => matterIn(context, token, index) ?? [])
  return [...whole.sort((a, b) => a.start - b.start || b.end - a.end), ...words]
    .filter((one, at, all) => !all.slice(0, at).some(({ start, end }) => one.start < end && start < one.end))
    .sort((a, b) => a.start - b.start)
}

/** 会议, 例会, 开会情况: the kind that a word names, as far as the word goes with it; else the duties whose titles hold it (四保障). */
function matterIn(context: SpeakerContext, token: string, at: number): MatterNamed | null {
  const duties = allDuties(context.house).map(({ duty }) => duty)
  const [kind] = kindWords(context).filter(({ word }) => token.includes(word))
  const held = kind?.word === token || token.length < LEAST_PART ? [] : duties.filter(({ title }) => normalise(title).includes(token))
  const [duty] = held
  if (duty) return { start: at, end: at + token.length, kind: duty.report.kind, titles: held.map(({ title }) => title) }
  if (!kind) return null
  const [start, end] = [token.indexOf(kind.word), token.indexOf(kind.word) + kind.word.length]
  // 例会: the word belongs to what it ends in.
  return { start: end === token.length ? at : at + start, end: at + end, kind: kind.name, titles: undefined }
}

function kindWords({ commands }: SpeakerContext): { word: string; name: string }[] {
  return commands.words
    .flatMap(({ form, name, words, matters = [] }) => (form === 'report' ? [...words, ...matters].map((word) => ({ word, name })) : []))
    .sort((a, b) => b.word.length - a.word.length)
}
