import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Composer } from './composer.tsx'
import { Icon } from './icons.tsx'
import { chatTitle } from './labels.ts'
import { MessageList } from './message-list.tsx'
import { belongs, suggestSpeaker } from './unit-tree.ts'
import type { Sandbox } from './use-sandbox.ts'

interface ChatPaneProps {
  sandbox: Sandbox
  onSwitchSpeaker: () => void
}

/** The middle: one chat as the work-group apps show it. Files may be dropped anywhere on it. */
export function ChatPane({ sandbox, onSwitchSpeaker }: ChatPaneProps): VNode {
  const { directory, place, conversation, actions } = sandbox
  const [dragging, setDragging] = useState(false)
  return (
    <main
      class={`pane chat${dragging ? ' dragging' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setDragging(true)
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={(event) => {
        event.preventDefault()
        setDragging(false)
        actions.attach([...(event.dataTransfer?.files ?? [])])
      }}
    >
      <ChatHead sandbox={sandbox} />
      <MessageList
        chatId={place.chat.id}
        messages={conversation.messages}
        locals={conversation.locals}
        loaded={conversation.loaded}
        emptyHint="这里还没有消息。可以点一条常用说法，也可以直接输入，例如：走访 姓名 情况。"
        context={{
          botName: sandbox.botName,
          speakerId: place.speaker.id,
          personOf: (id) => directory.people.get(id),
          onPress: actions.press,
          onRetry: actions.retry,
          onDrop: conversation.drop,
        }}
      />
      <SpeakerHint sandbox={sandbox} />
      <Composer sandbox={sandbox} onSwitchSpeaker={onSwitchSpeaker} />
    </main>
  )
}

function ChatHead({ sandbox }: { sandbox: Sandbox }): VNode {
  const { directory, place, botName } = sandbox
  const { chat } = place
  const owner = suggestSpeaker(directory, chat)
  const above = directory.lineage(chat.unit.code).slice(1).reverse()
  const unitPath = [...above.flatMap((code) => directory.groupOf(code)?.unit.name ?? []), chat.unit.name].join(' · ')
  return (
    <header class="chat-head">
      <button type="button" class="tool back" aria-label="返回群聊列表" onClick={() => place.showPane('list')}>
        <Icon name="back" />
      </button>
      <div class="chat-title">
        <h1>{chatTitle(chat, owner?.name, botName)}</h1>
        <p>{unitPath}</p>
      </div>
      {chat.kind === 'group' && (
        <label class="switch" title={`开启后，只有写了 @${botName} 的文字消息会送到机器人，与真实工作群一致`}>
          <input
            type="checkbox"
            role="switch"
            checked={sandbox.likeRealGroup}
            aria-checked={sandbox.likeRealGroup}
            onChange={(event) => sandbox.setLikeRealGroup(event.currentTarget.checked)}
          />
          <span class="switch-track" aria-hidden="true" />
          像真实群一样
        </label>
      )}
    </header>
  )
}

/** When the speaker does not belong to the group: offers somebody who does, or the way to the speaker's own group. */
function SpeakerHint({ sandbox }: { sandbox: Sandbox }): VNode | null {
  const { directory, place } = sandbox
  const { chat, speaker } = place
  const suggested = suggestSpeaker(directory, chat)
  if (!suggested || suggested.id === speaker.id || belongs(directory, speaker, chat)) return null
  const home = directory.groupOf(speaker.unit.code)
  return (
    <p class="speaker-hint">
      <span>
        您现在是{speaker.unit.name}的{speaker.name}，不在本群单位。
      </span>
      <button type="button" onClick={() => place.become(suggested)}>
        改用{suggested.name}（{suggested.post}）发言
      </button>
      {home && (
        <button type="button" onClick={() => place.openChat(home.id)}>
          去{home.title}
        </button>
      )}
    </p>
  )
}
