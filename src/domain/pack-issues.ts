import type { z } from 'zod'

/** What is wrong with a value in a pack and how to put it right, in words for office staff; undefined where the schema says it itself. */
export function explainIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '没有写，请补上' : `应当是${typeWords[issue.expected] ?? issue.expected}，请改正`
    case 'invalid_value':
      return issue.input === undefined ? '没有写，请补上' : `“${String(issue.input)}”不对，可写 ${issue.values.join('、')}`
    case 'invalid_union':
      return explainUnion(issue)
    case 'unrecognized_keys':
      return `不认识 ${issue.keys.join('、')}：请检查拼写，或删去`
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? '不能空着，请写上或整行删去'
        : `应当大于 ${issue.inclusive ? Number(issue.minimum) - 1 : issue.minimum}`
    case 'invalid_format':
      return '写法不对：只用小写字母、数字和 -'
    default:
      return undefined
  }
}

const typeWords: Record<string, string> = {
  string: '文字（纯数字要加引号）',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表，如 [甲, 乙]',
  object: '一组“名称: 内容”',
  record: '一组“名称: 内容”',
}

/** One value or a list of them: the more telling fault of the two forms. */
function explainUnion(issue: z.core.$ZodRawIssue & { code: 'invalid_union' }): string {
  if (issue.input === undefined) return '没有写，请补上'
  const inner = issue.errors.flat()
  const told = inner.find((fault) => fault.code === 'invalid_value')
  return told?.message ?? '写法不对：写一个，或写成列表，如 [村书记, 第一书记]'
}
