import { z } from 'zod'
import { clashesIn, joined } from './pack-joining.ts'

const rules = {
  days: z.int().positive(),
  /** Households of one village taken into monitoring (集中突击纳入), and risks cleared there. */
  burst: z.int().min(2),
  clearing: z.int().min(2),
  /** Households of one village whose visits say nearly the same. */
  copied: z.int().min(2),
  note: z.string(),
}

/** From how many on, within how many days, something is shown to inspectors (counting-rules 22); no document gives figures. */
export type SignalRules = z.output<z.ZodObject<typeof rules>>

/** What a pack says of it: only what it writes itself. */
export const SignalSection = z.strictObject(rules).partial()

/** What holds where no pack says anything. */
const defaultSignalRules: SignalRules = { days: 3, burst: 5, clearing: 5, copied: 3, note: '起点数本县自定' }

interface Source {
  name: string
  signals?: z.output<typeof SignalSection> | undefined
}

/** What several packs say together; of their notes each stands once. */
export function joinSignals(packs: readonly Source[]): SignalRules {
  const notes = new Set(packs.flatMap(({ signals }) => signals?.note ?? []))
  const numbers = joined(defaultSignalRules, { packs, pick: figuresOf })
  return { ...numbers, ...(notes.size > 0 ? { note: [...notes].join('；') } : {}) }
}

/** Where packs that are used together give different figures, as sentences for office staff. */
export function signalClashes(packs: readonly Source[]): string[] {
  return clashesIn('signals', { packs, pick: figuresOf })
}

/** All but the note. */
function figuresOf({ signals }: Source): object {
  const { note: _, ...figures } = signals ?? {}
  return figures
}
