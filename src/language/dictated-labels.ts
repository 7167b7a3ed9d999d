import type { FieldSpec, FieldSpecs } from '../core/fields.ts'
import { claim, type Draft, settle } from './draft.ts'
import type { FieldReading } from './field-reading.ts'
import { optionWords, readValue } from './fields.ts'
import { type LabelSet, labelPatterns } from './labels.ts'
import { type Message, wordsOf } from './message.ts'
import { namesIn, rowFrom } from './rows-of-names.ts'
import type { Span } from './span.ts'
import { findCounts } from './values/counts.ts'
import { findDates } from './values/dates.ts'

/** What is dictated in one breath is no longer. */
const LONGEST = 400
/** What stands before a word that is no label of this report. */
const NO_LABEL = /(?:的|没有?|无|有|找|问|各|原|本|我)$/
/** 来了三十六个人, 参会二十人: how many were there. */
const CAME = /(?:[来到]了|参会|参加|实到|到会|出席|参训|共)$/
const CAME_AFTER = /^(?:参加|参会|到会|参训|出席)/
/** 七月十五号前解决: what may follow a deadline at the end. */
const BY_THEN = /^(?:之前|以前|前)(?:整改|完成|解决|落实|办结|上报|修好|处理|报送?)*(?:到位|好|完|掉)?/

/** A field's value with its label, where both stand in the words. */
interface Place extends Span {
  key: string
  reading: FieldReading
  /** A deadline: counts only right behind another. */
  follows?: true
}

/**
 * Labels dictated without a pause (…天天跳闸责任单位辛关村来源走访七月十五号前解决): what the words end with, or a clause of them, is a label when a
 * value that fits stands right behind it and nothing but the next one, or a pause, follows. Labels and values leave the words.
 */
export function claimDictated(draft: Draft): void {
  for (const piece of [...draft.pool]) {
    if (piece.start < draft.from || piece.end - piece.start > LONGEST) continue
    for (const place of closedPlaces(draft, piece)) {
      if (draft.readings.has(place.key)) continue
      claim(draft, place)
      settle(draft, place.key, { ...place.reading, words: wordsOf(draft.message, place) })
    }
  }
}

/** A label of so many characters is none of the story's own words. */
const PLAIN_LABEL = 4

/** Do the words end with labels and their values: one that can be nothing else, or several? */
export function endsDictated(message: Message, labels: LabelSet, rest: Span): boolean {
  if (rest.end - rest.start > LONGEST) return false
  const places = closedPlaces({ message, labels, readings: new Map() }, rest)
  return places.length > 1 || places.some(({ start, end }) => end - start > PLAIN_LABEL && PLAIN.test(message.text.slice(start, end)))
}

/** Labels that say whose it is. */
const PLAIN = /^(?:责任(?:单位|部门|人)|整改时限)/

/** The places behind which nothing but a pause or another place follows. */
function closedPlaces({ message, labels, readings }: Pick<Draft, 'message' | 'labels' | 'readings'>, piece: Span): Place[] {
  const places = [
    ...labelled(message, labels, piece),
    ...presence(message, labels.fields, piece),
    ...deadline(message, labels.fields, piece),
  ]
  const kept: Place[] = []
  // 责任单位 holds 单位.
  const whole = places.filter((place) => !places.some(({ start, end }) => start < place.start && end >= place.end))
  for (const place of whole.filter(({ key }) => !readings.has(key)).sort((a, b) => b.start - a.start || a.end - b.end)) {
    const next = kept.at(-1)
    const isLast = place.end >= piece.end || /[\s,;。!]/.test(message.text.charAt(place.end))
    if ((isLast || next?.start === place.end) && !kept.some(({ key }) => key === place.key)) kept.push(place)
  }
  return kept.filter(({ follows, start }) => follows === undefined || kept.some(({ end }) => end === start))
}

/** Labels with a value that fits right behind. */
function labelled(message: Message, { keys, fields }: LabelSet, piece: Span): Place[] {
  const part = message.text.slice(piece.start, piece.end)
  return [...keys].flatMap(([label, key]) => {
    const spec = fields[key]
    if (label.length < 2 || spec === undefined || spec.labelled) return []
    return placesOf(part, label).flatMap((index): Place[] => {
      if (index === 0 || NO_LABEL.test(part.slice(0, index))) return []
      const start = index + label.length
      const length = valueLength(message, spec, part.slice(start))
      if (length === 0) return []
      const span = { start: piece.start + start, end: piece.start + start + length }
      const reading = readValue(message, { key, spec }, span)
      return reading.value === undefined || reading.ask !== undefined ? [] : [{ key, reading, start: piece.start + index, end: span.end }]
    })
  })
}

/** Where a label stands in the words. */
function placesOf(words: string, label: string): number[] {
  const places: number[] = []
  for (let at = words.indexOf(label); at >= 0; at = words.indexOf(label, at + label.length)) places.push(at)
  return places
}

/** How long the value is that these words begin with, 0 when they begin with none. */
function valueLength(message: Message, spec: FieldSpec, rest: string): number {
  const { lexicon, speaker, nowMs } = message
  const lead = /^[是为]?/.exec(rest)?.[0].length ?? 0
  const words = rest.slice(lead)
  const first = (found: { start: number; end: number }[]) => found.find(({ start }) => start === 0)?.end ?? -lead
  switch (spec.type) {
    case 'choice':
      return lead + Math.max(-lead, ...optionWords(spec.options ?? []).flatMap(({ word }) => (words.startsWith(word) ? [word.length] : [])))
    case 'unit':
    case 'owner': {
      const names = namesIn(message, words, spec)
      const opening = names.find(({ start }) => start === 0)
      return opening === undefined ? 0 : lead + (rowFrom(words, names, { first: opening, as: 'labelled' }).at(-1)?.end ?? 0)
    }
    case 'person':
      return lead + first(lexicon.findMembers(words, speaker))
    case 'date':
      return spec.direction === 'ahead' ? lead + first(findDates(words, nowMs, 'ahead')) : 0
    default:
      return 0
  }
}

/** 来了三十六个人惠永平主持: who was there. */
function presence(message: Message, fields: FieldSpecs, piece: Span): Place[] {
  const { text, lexicon, speaker } = message
  const part = text.slice(piece.start, piece.end)
  const at = (start: number, end: number) => ({ start: piece.start + start, end: piece.start + end })
  return Object.entries(fields).flatMap(([key, spec]): Place[] => {
    if (spec.type === 'person') {
      const { after } = labelPatterns(spec)
      return lexicon.findMembers(part, speaker).flatMap((member): Place[] => {
        const label = member.candidates === undefined ? (after.exec(part.slice(member.end))?.[0].length ?? 0) : 0
        const value = lexicon.member(member.value)?.name
        if (label === 0 || value === undefined) return []
        return [{ key, reading: { value, ids: member.value, rule: 'beside its label' }, ...at(member.start, member.end + label) }]
      })
    }
    if (spec.type !== 'count') return []
    return findCounts(part).flatMap(({ start, end, value }): Place[] => {
      const came = CAME.exec(part.slice(0, start))?.index
      if (came === undefined || came === 0 || !/^(?:人|名|位|个)$/.test(value.unit)) return []
      const persons = value.unit === '个' ? (/^人/.exec(part.slice(end))?.[0].length ?? 0) : 0
      const behind = CAME_AFTER.exec(part.slice(end + persons))?.[0].length ?? 0
      return [{ key, reading: { value: value.count, rule: 'count' }, ...at(came, end + persons + behind) }]
    })
  })
}

/** 七月十五号前解决, behind a label. */
function deadline({ text, nowMs }: Message, fields: FieldSpecs, piece: Span): Place[] {
  const key = Object.keys(fields).find((each) => fields[each]?.type === 'date' && fields[each]?.direction === 'ahead')
  if (key === undefined) return []
  const part = text.slice(piece.start, piece.end)
  return findDates(part, nowMs, 'ahead').flatMap(({ start, end, value, until }): Place[] => {
    const behind = BY_THEN.exec(part.slice(end))?.[0].length ?? 0
    const isBefore = behind > 0 || /前$/.test(part.slice(start, end))
    const due = until ?? value
    if (due === null || !isBefore) return []
    const reading: FieldReading = { value: due, rule: 'deadline' }
    return [{ key, reading, start: piece.start + start, end: piece.start + end + behind, follows: true }]
  })
}
