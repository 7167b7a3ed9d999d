import { z } from 'zod'
import type { ContactFileRow, HouseholdRow, MemberRow, UnitRow } from '../core/roster-rows.ts'
import { contactKindWords, householdKindWords, platformWords, roleWords, unitKindWords, type Words } from './roster-columns.ts'

/** A schema from the cells of a row, by English column title, to the row. */
export type RowSchema<Row> = z.ZodType<Row, Record<string, string | undefined>>

const complain = (input: unknown, remedy: string): string => (input === '' ? `没有填写，${remedy}` : `“${String(input)}”不对，${remedy}`)
const blankToNull = (value: string): string | null => (value === '' ? null : value)

/** Codes and figures: full-width characters are taken as half-width ones. */
function matching(pattern: RegExp, remedy: string) {
  const checked = z.string().regex(pattern, { error: ({ input }) => complain(input, remedy) })
  return z
    .string()
    .transform((value) => value.normalize('NFKC'))
    .pipe(checked)
}

/** Names of people and places: 张　三 is 张三, as spreadsheets pad names. */
function named(most: number, remedy: string) {
  return z
    .string()
    .transform((value) => value.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, ''))
    .refine((value) => /\p{L}/u.test(value) && !/\p{Cc}/u.test(value) && value.length <= most, {
      error: ({ input }) => complain(input, remedy),
    })
}

function oneOf<Value extends string>(words: Words<Value>, remedy: string) {
  return z.string().transform((typed, context): Value => {
    const found = words.find(([value, names]) => value === typed || names.includes(typed))
    if (found) return found[0]
    const names = words.flatMap(([, [name]]) => (name === '' ? [] : [name]))
    context.addIssue({ code: 'custom', message: complain(typed, `${remedy}：${names.join('、')}`) })
    return z.NEVER
  })
}

const codeRemedy = '编码由数字或字母组成；若被表格软件改成了 6.21E+11 的样子，请把该列设为文本格式重填'
const code = matching(/^[A-Za-z0-9_-]{1,32}$/, codeRemedy)

const phone = z
  .string()
  .transform((value) =>
    value
      .normalize('NFKC')
      .replace(/[\s-]/g, '')
      .replace(/^\+?86(?=1\d{10}$)/, ''),
  )
  .pipe(
    z.string().regex(/^(1\d{10}|0\d{9,11})?$/, { error: ({ input }) => complain(input, '应是 11 位手机号或带区号的固定电话，没有就空着') }),
  )
  .transform(blankToNull)

/** Words split by `|`. */
const words = z.string().transform((value) =>
  value
    .split(/[|｜]/)
    .map((word) => word.trim())
    .filter((word) => word !== ''),
)

/** 属性, split by `|`; left out where the file has no such column. */
const attributes = words
  .refine(
    (list) => list.length <= 10 && list.every((word) => isAttribute(word)),
    '属性每个 12 字以内、不带空格和标点，最多 10 个，用 | 隔开',
  )
  .optional()

/** May this be an attribute of a unit or household: a short word by itself? */
export function isAttribute(word: string): boolean {
  return /^[\p{L}\p{N}]{1,12}$/u.test(word)
}

/** 别名 are split by `|`. */
export const unitSchema: RowSchema<UnitRow> = z
  .object({
    code,
    name: named(60, '请填单位全称（60 字以内）'),
    kind: oneOf(unitKindWords, '单位类型应是'),
    parent_code: matching(/^[A-Za-z0-9_-]{0,32}$/, codeRemedy),
    aliases: words,
    attributes,
  })
  .transform(({ parent_code, ...row }) => ({ ...row, parentCode: blankToNull(parent_code) }))

/** No identity numbers: those are refused before a row is looked at. */
export const householdSchema: RowSchema<HouseholdRow> = z
  .object({
    village_code: code,
    group_name: z.string().max(30, '组名在 30 字以内'),
    head: named(20, '请填户主姓名（20 字以内）'),
    kind: oneOf(householdKindWords, '户类型应是'),
    persons: matching(/^([1-9]|[1-4]\d|50)$/, '人数应是 1 到 50 的整数').transform(Number),
    phone,
    carer: z.string().transform(blankToNull),
    attributes,
  })
  .transform(({ village_code, group_name, ...row }) => ({ ...row, villageCode: village_code, groupName: group_name }))

/** Platform and account are given together or not at all. */
export const memberSchema: RowSchema<MemberRow> = z
  .object({
    name: named(20, '请填姓名（20 字以内）'),
    unit_code: code,
    post: named(40, '请填职务（40 字以内）'),
    role: oneOf(roleWords, '角色应是'),
    phone,
    platform: oneOf(platformWords, '平台应是').transform(blankToNull),
    user_id: z
      .string()
      .regex(/^\S{0,64}$/, '账号不能有空格，64 字以内')
      .transform(blankToNull),
  })
  .refine((row) => (row.platform === null) === (row.user_id === null), { error: '平台和平台账号要么都填，要么都空着', path: ['user_id'] })
  .transform(({ unit_code, user_id, ...row }) => ({ ...row, unitCode: unit_code, userId: user_id }))

/** Names and codes are looked up later, with the roster at hand. */
export const contactSchema: RowSchema<ContactFileRow> = z
  .object({
    kind: oneOf(contactKindWords, '结对类型应是'),
    who: z.string().min(1, '没有填写，请填领导姓名或单位名称').max(60, '名称在 60 字以内'),
    who_unit: z.string().transform(blankToNull),
    unit: z.string().transform(blankToNull),
    matter: z.string().max(12, '分管事项在 12 字以内').transform(blankToNull),
  })
  .transform(({ who_unit, ...row }) => ({ ...row, whoUnit: who_unit }))
