const words: Record<string, string> = {
  recorded: '已记录',
  withdrawn: '已撤回',
  reported: '待核实',
  submitted: '已报送',
  found: '待交办',
  assigned: '办理中',
}

/** States in which nothing more is to be done about an entry. */
export const settledStatuses: readonly string[] = ['recorded', 'withdrawn']

/** The state of an entry as people read it; a state without a word of its own is on its way. */
export function statusWord(status: string): string {
  return words[status] ?? '办理中'
}
