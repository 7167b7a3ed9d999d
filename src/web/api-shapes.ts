import { z } from 'zod'
import { addDays, isDate } from '../clock.ts'

/** A unit as the API names it: `code` is the one of the roster files. */
export const UnitShape = z.object({ code: z.string(), name: z.string() })

/** A person: `id` is the user id of the roster files, `#` and the row where the person has no account. */
export const MemberShape = z.object({ id: z.string(), name: z.string() })

/** One thing done to an entry; `action` is an English word (created, corrected, withdrawn …). */
const StepShape = z.object({ at: z.string(), by: MemberShape.nullable(), action: z.string(), text: z.string() })

/** A photo or file whose bytes are stored. */
const AttachmentShape = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })

/** An entry with its steps and files. */
export const EntryShape = z.object({
  no: z.number(),
  kind: z.string(),
  unit: UnitShape,
  byUnit: UnitShape.nullable(),
  byPost: z.string().nullable(),
  member: MemberShape.nullable(),
  date: z.string(),
  fields: z.record(z.string(), z.unknown()),
  status: z.string(),
  attachments: z.array(AttachmentShape),
  steps: z.array(StepShape),
  createdAt: z.string(),
})
export type EntryShape = z.output<typeof EntryShape>

/** What is still owed: the unit or person itself, or the households not yet covered (`id` as in `fields.householdId`). */
export const MissingShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('unit'), id: z.string(), name: z.string() }),
  z.object({ type: z.literal('member'), id: z.string(), name: z.string() }),
  z.object({ type: z.literal('household'), id: z.number(), name: z.string() }),
])
export type MissingShape = z.output<typeof MissingShape>

/** How one unit, or one person in it, stands on one duty; `rate` is null where nothing is owed. */
export const ProgressShape = z.object({
  duty: z.string(),
  title: z.string(),
  pack: z.string(),
  period: z.string(),
  unit: UnitShape,
  member: MemberShape.nullable(),
  required: z.number(),
  done: z.number(),
  onTime: z.number(),
  rate: z.number().nullable(),
  overdue: z.boolean(),
  missing: z.array(MissingShape),
})
export type ProgressShape = z.output<typeof ProgressShape>

/** One line of a ranking; `rank` is null where too little is owed to compare, `value` is the rate. */
export const RankShape = z.object({ rank: z.number().nullable(), unit: UnitShape, value: z.number(), detail: z.string() })
export type RankShape = z.output<typeof RankShape>

const number = (text: string): z.ZodPipe<z.ZodString, z.ZodTransform<number, string>> =>
  z
    .string(`请写整数，例如 ${text}`)
    .regex(/^\d{1,15}$/, `请写整数，例如 ${text}`)
    .transform(Number)

const DATE = '请写成 2023-06-02 这样的日期'
const date = z.string(DATE).refine(isDate, DATE)
const word = (fault: string) => z.string(fault).min(1, fault).max(100, fault)

/** The number of an entry in a path. */
export const NumberInput = z.object({ no: number('1027').describe('编号，不带 #') })

/** What a list of entries may be asked for; `to` is inclusive. */
export const EntriesInput = z.object({
  kind: word('请写类别的英文名，例如 visit').exactOptional().describe('类别，如 visit、risk、meeting'),
  unit: word('请写一个单位编码，例如 621021103').exactOptional().describe('单位编码，含下级单位'),
  from: date.exactOptional().describe('日期起（含）'),
  to: date
    .transform((day) => addDays(day, 1))
    .exactOptional()
    .describe('日期止（含）'),
  status: word('请写状态名，例如 recorded').exactOptional().describe('状态，如 recorded、withdrawn'),
  after: number('1027').exactOptional().describe('上一页的 next'),
  limit: number('100')
    .refine((limit) => limit >= 1 && limit <= 1000, '请写 1 到 1000 之间的整数')
    .default(100)
    .describe('每页条数，1 到 1000，默认 100'),
})

const PERIOD = '请写期间，例如 2023-06、2023-W24、2023B3、2023Q2、2023H1 或 2023'
const period = z.string(PERIOD).max(20, PERIOD)

/** Whose progress, in which period. */
export const ProgressInput = z.object({
  unit: word('请写一个单位编码，例如 621021103').optional().describe('单位编码，含下级单位；默认全部'),
  period: period.optional().describe('期间，默认本期；比它短的规定动作不列，比它长的按所在期、截至它的末日计'),
})

/** Which ranking, in which period. */
export const RankingInput = z.object({
  id: word('请写排名的 id，见 /api/v1/rankings').describe('排名的 id'),
  period: period.optional().describe('期间，默认本期'),
  unit: word('请写一个单位编码，例如 621021103').optional().describe('排这个单位的直接下级；默认最上级单位'),
})
