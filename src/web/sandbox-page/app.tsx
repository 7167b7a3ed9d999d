import type { VNode } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { api } from './api.ts'
import { readErrorText } from './read-error-text.ts'
import { recall } from './storage.ts'
import { buildDirectory, type Directory, startingPoint } from './unit-tree.ts'
import type { Start } from './use-sandbox.ts'
import { Workspace } from './workspace.tsx'

/** Where the reader left off, else the sensible start; undefined when the county is empty. */
function chooseStart(directory: Directory): Start | undefined {
  const { chatId = '', memberId = '' } = recall()
  const chat = directory.chats.get(chatId)
  const person = directory.people.get(memberId)
  if (chat && person) return { directory, chat, person }
  const start = startingPoint(directory)
  return start && { directory, ...start }
}

/** Loads the county, then shows the workspace. */
export function App(): VNode {
  const [start, setStart] = useState<Start | null>(null)
  const [problem, setProblem] = useState('')
  const load = useCallback(async () => {
    setProblem('')
    try {
      const [chats, people] = await Promise.all([api.chats(), api.members()])
      const chosen = chooseStart(buildDirectory(chats, people))
      if (chosen) setStart(chosen)
      else setProblem('演练场里还没有人员，请先导入单位和人员名册。')
    } catch (thrown) {
      setProblem(readErrorText(thrown))
    }
  }, [])
  useEffect(() => {
    void load()
  }, [load])

  if (start) return <Workspace {...start} />
  return (
    <div class="opening" role={problem ? 'alert' : 'status'}>
      <p>{problem || '正在打开演练场…'}</p>
      {problem && (
        <button type="button" class="primary" onClick={load}>
          再试一次
        </button>
      )}
    </div>
  )
}
