import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { BottomBar } from './bottom-bar.tsx'
import { ChatPane } from './chat-pane.tsx'
import { ClockPanel } from './clock-panel.tsx'
import { ConfirmDialog } from './dialog.tsx'
import { DirectoryPane } from './directory-pane.tsx'
import { IdentityDialog } from './identity-dialog.tsx'
import { ProfilePanel } from './profile-panel.tsx'
import { Toast } from './toast.tsx'
import { type Start, useSandbox } from './use-sandbox.ts'

type OpenDialog = 'identity' | 'reset' | null

/** The whole page once the county is known: the lists, the chat, and who, what and when. */
export function Workspace(start: Start): VNode {
  const sandbox = useSandbox(start)
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const { place, directory, unread, actions } = sandbox
  const close = () => setDialog(null)
  const switchSpeaker = () => setDialog('identity')
  return (
    <div class="workspace" data-pane={place.pane}>
      <DirectoryPane directory={directory} unread={unread} place={place} />
      <ChatPane sandbox={sandbox} onSwitchSpeaker={switchSpeaker} />
      <aside class="side" aria-label="我和时间">
        <ProfilePanel sandbox={sandbox} onSwitchSpeaker={switchSpeaker} />
        <ClockPanel sandbox={sandbox} onReset={() => setDialog('reset')} />
      </aside>
      <BottomBar pane={place.pane} unread={unread.chats.reduce((sum, { count }) => sum + count, 0)} onPane={place.showPane} />
      {dialog === 'identity' && <IdentityDialog directory={directory} place={place} onClose={close} />}
      {dialog === 'reset' && (
        <ConfirmDialog
          title="重新开始演练？"
          text="报送记录、对话和通知将全部清除，虚拟时间回到起点；单位、人员和农户保留。此操作不能撤销。"
          confirm="清除并重新开始"
          onConfirm={actions.reset}
          onClose={close}
        />
      )}
      <Toast text={sandbox.problem} onClose={() => sandbox.setProblem('')} />
    </div>
  )
}
