import { findEntry } from '../../db/queries/entries.ts'
import type { Entry } from '../core/nouns.ts'
import type { ActionCommand } from './command.ts'
import type { SpeakerContext } from './context.ts'
import { maySeeEntry } from './secrecy.ts'

/** How the words of an action are read where they may name further entries. */
export interface Wording {
  /** Is a number behind the first one rather a figure (救助 1034 3000)? */
  figures: boolean
  /** Is it an entry to which this can be done at all? */
  fits(entry: Entry): boolean
  /** Is this what is to be done about it now? */
  awaits(entry: Entry): boolean
  /** Do these words say all that is needed; `whole`: with a conclusion (属实) that stands by itself? */
  reads(entry: Entry, words: string): 'whole' | 'clear' | 'unclear'
}

/** An entry with the words that were said of it. */
export interface Part {
  no: number
  words: string
}

/** The entries of a message, and numbers in its words that are entries too, of which it stays unclear what is to be done. */
export interface NamedEntries {
  parts: Part[]
  left: number[]
}

/** Entries of one message. */
const MOST = 30

/** What counts or dates something is no entry: 2000米, 1200 余亩, 2023年, 1028.5, 1027/3. */
const MEASURES = '年月日号点时分户人元块万亿千百个次天岁亩米里吨斤克台处座口眼件套条棵株头只羽平立方字份张页家所间位项批袋箱辆盏余多来几'
const LABELS = '月份|日期|时限|时间|户主|人数|人员|名字|名单'
const NO_MEASURE = String.raw`(?!\d|[.:：/-]\d|[.%]|\s*(?!${LABELS})(?:[${MEASURES}名]|左右|以[上下内]|公[里斤顷]))`
/** Entries are numbered from 1001. */
const NUMBER = String.raw`(#\d{1,9}|\d{4,9})${NO_MEASURE}`
const NEXT = new RegExp(`^[\\s,，、;；和及跟与]*${NUMBER}`)
const INSIDE = new RegExp(`[,，、;；。\\s]+${NUMBER}`, 'g')
/** Does the number end there, and is anything said behind it? 1075属实 may be an entry, 1075 surely. */
const PAUSE = /^(?:$|[\s,，、;；:：。#])/
const LEAD = /^[\s,，、;；:：。]+/

interface Found {
  no: number
  /** #1036 is an entry, whatever stands around it. */
  isMarked: boolean
  rest: string
}

/**
 * The entries that an action is about: numbers at the start share the words behind them (核实 1048 1075 属实); a number further inside begins
 * words of its own where these draw a conclusion (核实 1048 属实，1075 不属实 …), and is named as left undone where the same waits for it.
 */
export async function entriesNamed(
  context: SpeakerContext,
  command: ActionCommand,
  input: { entry: Entry; word: string; rest: string },
): Promise<NamedEntries> {
  const wording = command.wording?.(context, input)
  const nos = [input.entry.no]
  let words = input.rest
  for (let found = leading(words); found && nos.length < MOST; found = leading(words)) {
    const entry = await visible(context, found.no)
    if (!isMeant(found, entry, { command, wording })) break
    nos.push(found.no)
    words = found.rest
  }
  const split = wording
    ? await splitInside(context, wording, words.replace(LEAD, ''))
    : { first: words.replace(LEAD, ''), more: [], left: [] }
  const parts = new Map([...nos.map((no) => ({ no, words: split.first })), ...split.more].map((part) => [part.no, part]))
  const left = split.left.filter((no) => !parts.has(no))
  return { parts: [...parts.values()], left }
}

function leading(words: string): Found | null {
  const match = NEXT.exec(words)
  if (!match) return null
  const [all, number = ''] = match
  return { no: Number(number.replace('#', '')), isMarked: number.startsWith('#'), rest: words.slice(all.length) }
}

async function visible(context: SpeakerContext, no: number): Promise<Entry | null> {
  const entry = await findEntry(context.db, no)
  return entry && maySeeEntry(context, entry) ? entry : null
}

/** Is a number at the start an entry? One that nobody knows is named as missing, unless it may be a figure. */
function isMeant(found: Found, entry: Entry | null, about: { command: ActionCommand; wording: Wording | undefined }): boolean {
  const { command, wording } = about
  if (found.isMarked) return true
  const fits = entry !== null && (wording?.fits(entry) ?? true)
  if (wording?.figures) return fits && wording.reads(entry, found.rest.replace(LEAD, '')) !== 'unclear'
  return fits || (!command.single && PAUSE.test(found.rest))
}

/** Cuts the words before each number whose own words draw a conclusion. */
async function splitInside(
  context: SpeakerContext,
  wording: Wording,
  words: string,
): Promise<{ first: string; more: Part[]; left: number[] }> {
  const cuts: { at: number; no: number; words: string }[] = []
  const left: number[] = []
  const matches = [...words.matchAll(INSIDE)]
  for (const [index, match] of matches.entries()) {
    const [, number = ''] = match
    const no = Number(number.replace('#', ''))
    const behind = wordsBehind(words, matches.slice(index))
    const entry = await visible(context, no)
    if (!entry || !wording.fits(entry)) continue
    if (wording.reads(entry, behind) === 'whole') cuts.push({ at: match.index, no, words: behind })
    else if (wording.awaits(entry)) left.push(no)
  }
  const [cut] = cuts
  const more = cuts.map(({ no, words: said }) => ({ no, words: said }))
  return { first: cut ? words.slice(0, cut.at) : words, more, left }
}

/** The words behind a number, up to the next; of several in a row (1003、1004 属实) those behind the last. */
function wordsBehind(words: string, [match, ...later]: RegExpExecArray[]): string {
  if (!match) return ''
  const said = words.slice(match.index + match[0].length, later[0]?.index).replace(LEAD, '')
  return said === '' ? wordsBehind(words, later) : said
}
