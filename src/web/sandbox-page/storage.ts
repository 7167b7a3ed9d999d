/** What the page remembers between visits: who speaks where, and who spoke lately. */
export interface Remembered {
  chatId?: string
  memberId?: string
  recent: string[]
}

const key = 'xiangbao.sandbox'
const recentLimit = 6

/** Reads what was remembered; a broken or foreign value counts as nothing. */
export function recall(): Remembered {
  try {
    const stored: Partial<Remembered> = JSON.parse(localStorage.getItem(key) ?? '{}')
    return { ...stored, recent: Array.isArray(stored.recent) ? stored.recent : [] }
  } catch {
    return { recent: [] }
  }
}

/** Keeps the choice and puts the speaker first among the recent ones. */
export function remember(chatId: string, memberId: string): void {
  const recent = [memberId, ...recall().recent.filter((id) => id !== memberId)].slice(0, recentLimit)
  localStorage.setItem(key, JSON.stringify({ chatId, memberId, recent }))
}
