import type { RefObject, VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { toDataUrl } from './attachments.ts'
import { PersonAvatar } from './avatar.tsx'
import { Icon } from './icons.tsx'
import type { QuickButton } from './sandbox-types.ts'
import type { DraftKeeper } from './use-draft.ts'
import type { Sandbox } from './use-sandbox.ts'

interface ComposerProps {
  sandbox: Sandbox
  onSwitchSpeaker: () => void
}

/** Where the speaker types. Enter sends, Shift+Enter breaks the line, and a Chinese input method finishes composing first. */
export function Composer({ sandbox, onSwitchSpeaker }: ComposerProps): VNode {
  const { drafting, field, actions, place, profile } = sandbox
  const { speaker } = place
  const { draft } = drafting
  const canSend = draft.text.trim() !== '' || draft.attachments.length > 0
  useGrowingField(field, draft.text)
  return (
    <form
      class="composer"
      aria-label="发言"
      onSubmit={(event) => {
        event.preventDefault()
        if (canSend) actions.send()
      }}
    >
      <QuickStrip quick={profile?.quick ?? []} onQuick={actions.fillIn} />
      <div class="composer-tools">
        <button type="button" class="speaker" onClick={onSwitchSpeaker} aria-label={`切换发言人，现在是${speaker.name}`}>
          <PersonAvatar id={speaker.id} name={speaker.name} small />
          <b>{speaker.name}</b>
          <span>{speaker.post}</span>
          <Icon name="swap" size={16} />
        </button>
        <ComposerTools sandbox={sandbox} />
      </div>
      <AttachmentStrip drafting={drafting} />
      <div class="composer-line">
        <textarea
          ref={field}
          rows={1}
          value={draft.text}
          aria-label="消息内容"
          placeholder="输入消息，例如：走访 姓名 情况"
          enterkeyhint="send"
          onInput={(event) => drafting.change({ text: event.currentTarget.value })}
          onPaste={(event) => {
            const files = [...(event.clipboardData?.files ?? [])]
            if (files.length === 0) return
            event.preventDefault()
            actions.attach(files)
          }}
          onKeyDown={(event) => {
            // 229 is what some input methods report while composing.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
            event.preventDefault()
            if (canSend) actions.send()
          }}
        />
        <button type="submit" class="primary send" disabled={!canSend}>
          <Icon name="send" size={18} />
          发送
        </button>
      </div>
    </form>
  )
}

function ComposerTools({ sandbox }: { sandbox: Sandbox }): VNode {
  const { drafting, field, place, actions } = sandbox
  const { draft } = drafting
  const mention = `@${sandbox.botName}`
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <>
      {place.chat.kind === 'group' && (
        <button
          type="button"
          class="tool"
          aria-label={`提及 ${mention}`}
          title={`提及 ${mention}`}
          onClick={() => {
            if (!draft.text.includes(mention)) drafting.change({ text: `${mention} ${draft.text}` })
            field.current?.focus()
          }}
        >
          <Icon name="mention" />
        </button>
      )}
      <button type="button" class="tool" aria-label="添加图片或文件" title="添加图片或文件" onClick={() => chooser.current?.click()}>
        <Icon name="picture" />
      </button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="选择图片或文件"
        onChange={(event) => {
          actions.attach([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <button
        type="button"
        class="tool voice"
        aria-pressed={draft.voice}
        title="作为语音转写的文字发送"
        onClick={() => drafting.change({ voice: !draft.voice })}
      >
        <Icon name="microphone" />
        <span>语音转文字</span>
      </button>
    </>
  )
}

function AttachmentStrip({ drafting }: { drafting: DraftKeeper }): VNode | null {
  const { attachments } = drafting.draft
  if (attachments.length === 0) return null
  return (
    <ul class="attachments" aria-label="待发送的图片和文件">
      {attachments.map((attachment) => (
        <li key={attachment.base64.length + attachment.name}>
          {attachment.mime.startsWith('image/') ? <img src={toDataUrl(attachment)} alt="" /> : <Icon name="file" />}
          <span>{attachment.name}</span>
          <button
            type="button"
            aria-label={`移除 ${attachment.name}`}
            onClick={() => drafting.change({ attachments: attachments.filter((kept) => kept !== attachment) })}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** On a phone the quick buttons stand above the field. */
function QuickStrip({ quick, onQuick }: { quick: QuickButton[]; onQuick: (quick: QuickButton) => void }): VNode | null {
  if (quick.length === 0) return null
  return (
    <div class="quick-strip" role="toolbar" aria-label="常用说法">
      {quick.map((item) => (
        <button key={item.text} type="button" onClick={() => onQuick(item)}>
          {item.text}
        </button>
      ))}
    </div>
  )
}

function useGrowingField(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current
    if (!element || text === undefined) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [field, text])
}
