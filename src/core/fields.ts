import type { DateText } from '../clock.ts'

/** A unit as it is stored in an entry's fields. */
export interface UnitRef {
  code: string
  name: string
}

/** One 议定事项 of a meeting. */
export interface Decision {
  text: string
  owner?: string
  due?: DateText
}

/** What the reader can find in text, and the shape that it is stored in. */
export interface FieldValues {
  /** The head's name as on the roster; the reader also gives the household's id. */
  household: string
  /** Free text; the field marked `main` takes what is left over. */
  text: string
  /** One of `options` (by word or alias). */
  choice: string
  date: DateText
  /** Yuan. */
  amount: number
  count: number
  /** Its word was said (离岗): true, else the field is absent. */
  flag: true
  unit: UnitRef
  /** Several units (交办 1027 马岭镇 住建局); the reader also gives their ids. */
  units: UnitRef[]
  /** A member by name: the name as resolved; the reader also gives the id where the roster knows the person. */
  person: string
  people: string[]
  /** 责任单位或责任人: the name as resolved, or as typed. */
  owner: string
  list: string[]
  decisions: Decision[]
  /** Indicator name → number (percentages as points). */
  values: Record<string, number>
  /** A period key: 2023-06, 2023Q2, 2023H1, 2023. */
  period: string
}

/** What a field may be. */
export type FieldType = keyof FieldValues

/** One word that may be chosen, and the words that people use for it. */
export interface Option {
  name: string
  aliases?: string[]
  /** Words in running text that point to it where no option is named (透析: 因病); when they point to two, it is asked. */
  signs?: string[]
  /** Signs of other options that only follow from this one and say nothing beside it (摔断了腿，住院: 因意外, not 因病). */
  explains?: string[]
}

/** One field of a report: from it come reading, follow-up questions, the echo, help, the handbook page and the API's shape. */
export interface FieldSpec {
  type: FieldType
  /** Chinese label; always a label that can be typed before `:`. */
  label: string
  /** Other labels. */
  aliases?: string[]
  required?: boolean
  /** Takes the text that no other field has claimed (one field of type text, list or decisions a command). */
  main?: boolean
  options?: Option[]
  /** Read only behind its label, never found in the words. */
  labelled?: true
  /** The house fills it in: it is shown, but nobody types it (the draw of a spot check). */
  given?: true
  /** For `choice`: other words are taken as typed (会议类型). */
  open?: boolean
  /** For `date`: `past` (default; a bare date lies in the past and a future one is refused) or `ahead` (时限, 截止). */
  direction?: 'past' | 'ahead'
  /** For `unit` and `owner`: several in a row (责任单位：马岭镇、南庄乡) make an entry each; without it one is asked for. */
  each?: true
  /** For `unit`: may lie outside the speaker's own ground; whether he may report on it is decided with the report. */
  anywhere?: boolean
  /** An example value, shown when the field is asked for and in help. */
  hint?: string
  /** The question when it is missing; default 请问<label>是什么？ */
  ask?: string
}

/** The fields of a command by their English key (the key in stored `fields` and in the API). */
export type FieldSpecs = Record<string, FieldSpec>
