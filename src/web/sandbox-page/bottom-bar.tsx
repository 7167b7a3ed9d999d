import type { VNode } from 'preact'
import { Badge } from './directory-pane.tsx'
import { Icon } from './icons.tsx'
import type { Pane } from './use-place.ts'

const tabs = [
  { pane: 'chat', label: '群聊', icon: 'chats' },
  { pane: 'me', label: '我', icon: 'person' },
  { pane: 'clock', label: '时间', icon: 'clock' },
] as const

/** The phone's bottom bar. */
export function BottomBar({ pane, unread, onPane }: { pane: Pane; unread: number; onPane: (pane: Pane) => void }): VNode {
  return (
    <nav class="bottom-bar" aria-label="页面">
      {tabs.map((tab) => {
        const isHere = tab.pane === pane || (tab.pane === 'chat' && pane === 'list')
        return (
          <button key={tab.pane} type="button" aria-current={isHere ? 'page' : undefined} onClick={() => onPane(tab.pane)}>
            <Icon name={tab.icon} size={22} />
            {tab.label}
            {tab.pane === 'chat' && unread > 0 && <Badge count={unread} />}
          </button>
        )
      })}
    </nav>
  )
}
