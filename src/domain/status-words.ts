import { workflows } from './workflows/all.ts'

/** States of kinds that no workflow follows up. */
const plain: Record<string, string> = {
  recorded: '已记录',
  withdrawn: '已撤回',
  checking: '待填结果',
  checked: '已查完',
  received: '正在核对',
}
const settledPlain = ['recorded', 'withdrawn', 'checked']

/** States in which nothing more is to be done about an entry of a kind. */
export function settledStatuses(kind: string): string[] {
  const states = Object.entries(workflows.get(kind)?.states ?? {})
  return [
    ...settledPlain.filter((status) => !states.some(([name]) => name === status)),
    ...states.flatMap(([name, { settled }]) => (settled ? [name] : [])),
  ]
}

/** The state of an entry as people read it. */
export function statusWord({ kind, status }: { kind: string; status: string }): string {
  return workflows.get(kind)?.states[status]?.word ?? plain[status] ?? '办理中'
}

/** States of a kind whose word begins so, or that the words name whole (待核实, 待交办, 推进中, 观察期); for questions. */
export function statusesNamed(kind: string, words: string): { word: string; statuses: string[] } | null {
  const states = Object.entries(workflows.get(kind)?.states ?? {})
  const pieces = states.flatMap(([status, { word }]) => word.split('，').map((piece) => ({ piece, status })))
  const [named] = pieces.filter(({ piece }) => words.includes(piece)).sort((a, b) => b.piece.length - a.piece.length)
  return named ? { word: named.piece, statuses: pieces.flatMap(({ piece, status }) => (piece === named.piece ? [status] : [])) } : null
}
