import type { places } from './rosters.ts'

/** What one item of a report must hold: exact words (white space and punctuation aside), `~part` for text that holds it, lists, numbers. */
export type Wanted = Record<string, unknown>

/** One message and how a person understands it. Exactly one of `is`, `asks`, `none` says so. */
export interface Case {
  say: string
  /** Who says it; a village cadre of 铺仔村 unless said otherwise. */
  at?: keyof typeof places
  /** When, instead of Thursday 15 June 2023. */
  now?: string
  voice?: boolean
  /** The command, instead of the table's. */
  kind?: string
  /** The entries it makes. */
  is?: Wanted[]
  /** The field that has to be asked about (or refused) before anything is stored. */
  asks?: string
  /** It is no report. */
  none?: true
  /** Fields that may be read or not. */
  loose?: string[]
  /** Asking is as good as taking. */
  mayAsk?: true
}
