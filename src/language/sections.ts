import { MOST_ITEMS } from './items.ts'
import { findLabels, type LabelSet } from './labels.ts'
import type { Message } from './message.ts'
import type { Span } from './span.ts'

/** The words of each unit in a message about several (督查), and what stands before the first. */
export interface Sections {
  header: Span
  sections: Span[]
}

/**
 * Findings belong to the unit named before them. A section begins with a unit at the start of a line, after ；or 。, or at the start of the words.
 * None when the unit is labelled: then the message is about one.
 */
export function sectionsByUnit({ text, lexicon, speaker }: Message, rest: Span, labels: LabelSet): Sections {
  const unitKey = Object.entries(labels.fields).find(([, spec]) => spec.type === 'unit')?.[0]
  const segments = findLabels(text, rest, labels)
  const none = { header: { start: rest.start, end: rest.start }, sections: [] }
  if (segments.some((segment) => segment.key === unitKey)) return none
  const part = text.slice(rest.start, rest.end)
  const units = lexicon.findUnits(part, speaker)
  const [opening] = units
  const isGlued = opening !== undefined && part.slice(0, opening.start).trim() === '' && TOLD.test(part.slice(opening.end))
  const starts = units
    .filter(
      (unit) =>
        /(?:^|[\n;。])\s*(?:\d{1,2}[.、)]\s*)?$/.test(before(part, unit.start)) ||
        (/^\s*[:]/.test(part.slice(unit.end)) && /\s/.test(part.charAt(unit.start - 1))) ||
        (isGlued && /[\s,]/.test(part.charAt(unit.start - 1)) && TOLD.test(part.slice(unit.end))),
    )
    .map((unit) => rest.start + unit.start)
  const [first] = starts
  if (first === undefined || starts.length < 2 || starts.length > MOST_ITEMS) return none
  return {
    header: { start: rest.start, end: first },
    sections: starts.map((start, index) => ({ start, end: starts[index + 1] ?? rest.end })),
  }
}

/** 窑湾村档案柜没锁 缸房村公示过期: what was found right behind the unit, without a blank. */
const TOLD = /^(?![的比和与及跟同等村镇]|一样|相邻|交界)\p{Script=Han}{3,}/u

/** The few characters before a place; one stands for those that are left out. */
function before(part: string, at: number): string {
  return at <= 16 ? part.slice(0, at) : `…${part.slice(at - 16, at)}`
}
