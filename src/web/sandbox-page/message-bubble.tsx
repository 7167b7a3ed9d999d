import type { ComponentChildren, VNode } from 'preact'
import { useState } from 'preact/hooks'
import { toDataUrl } from './attachments.ts'
import { BotAvatar, PersonAvatar } from './avatar.tsx'
import { Icon } from './icons.tsx'
import type { ChatFile, Person, ShownMessage } from './sandbox-types.ts'
import { toTimeOfDay } from './time-text.ts'
import type { LocalMessage } from './use-conversation.ts'

/** What every bubble needs to know. */
export interface MessageContext {
  botName: string
  speakerId: string
  personOf: (id: string) => Person | undefined
  onPress: (buttonId: string) => void
  onRetry: (local: LocalMessage) => void
  onDrop: (local: LocalMessage) => void
}

const foldAfterLines = 40
const foldedLines = 24
const pieces = /([✅❓❌]|https?:\/\/[^\s，。；）]+)/u
const marks: Record<string, string> = { '✅': 'accepted', '❓': 'asking', '❌': 'refused' }

/** A message that the server has shown. */
export function ShownBubble({ message, context }: { message: ShownMessage; context: MessageContext }): VNode {
  return (
    <Frame from={message.from} atMs={Date.parse(message.at)} context={context}>
      {message.text !== '' && (
        <div class="bubble">
          <MessageText text={message.text} />
        </div>
      )}
      <Files files={message.files} />
      {message.buttons.length > 0 && (
        <div class="bubble-buttons">
          {message.buttons.map(({ id, text }) => (
            <button key={id} type="button" onClick={() => context.onPress(id)}>
              {text}
            </button>
          ))}
        </div>
      )}
    </Frame>
  )
}

/** A message on its way, failed, or one that a real group would not deliver. */
export function LocalBubble({ local, context }: { local: LocalMessage; context: MessageContext }): VNode {
  const { outgoing, state, error } = local
  const files = (outgoing.attachments ?? []).map((file) => ({ name: file.name, mime: file.mime, url: toDataUrl(file) }))
  return (
    <Frame from={outgoing.memberId} atMs={local.atMs} context={context} state={state}>
      {outgoing.text !== '' && (
        <div class="bubble">
          <MessageText text={outgoing.text} />
        </div>
      )}
      <Files files={files} />
      <div class={`delivery ${state}`}>
        {state === 'sending' && '发送中…'}
        {state === 'undelivered' && `未送达：${error ?? ''}`}
        {state === 'failed' && (
          <>
            发送失败：{error}
            <button type="button" onClick={() => context.onRetry(local)}>
              重发
            </button>
          </>
        )}
        {state !== 'sending' && (
          <button type="button" onClick={() => context.onDrop(local)}>
            移除
          </button>
        )}
      </div>
    </Frame>
  )
}

interface FrameProps {
  from: string
  atMs: number
  context: MessageContext
  state?: LocalMessage['state']
  children: ComponentChildren
}

function Frame({ from, atMs, context, state, children }: FrameProps): VNode {
  const isBot = from === 'bot'
  const person = isBot ? undefined : context.personOf(from)
  const name = isBot ? context.botName : (person?.name ?? '已离任人员')
  const side = !isBot && from === context.speakerId ? 'own' : 'other'
  return (
    <article class={`message ${side}${isBot ? ' from-bot' : ''}${state ? ` ${state}` : ''}`} aria-label={`${name}的消息`}>
      {isBot ? <BotAvatar /> : <PersonAvatar id={from} name={name} />}
      <div class="message-body">
        <header>
          <b>{name}</b>
          {isBot ? <span class="bot-tag">机器人</span> : <span>{person?.post}</span>}
          <time dateTime={new Date(atMs).toISOString()}>{toTimeOfDay(atMs)}</time>
        </header>
        {children}
      </div>
    </article>
  )
}

/** Plain text with line breaks; addresses become links, the three marks are drawn, since old systems lack the glyphs. Long text folds. */
function MessageText({ text }: { text: string }): VNode {
  const lines = text.split('\n')
  const isLong = lines.length > foldAfterLines
  const [open, setOpen] = useState(false)
  const shown = isLong && !open ? lines.slice(0, foldedLines).join('\n') : text
  return (
    <>
      <p class="message-text">
        {shown.split('\n').map((line, index) => (
          // A message never changes, so its lines are known by their places.
          <span key={`${index}`} class={line.startsWith('— ') ? 'note' : ''}>
            {line.split(pieces).map(toPiece)}
            {'\n'}
          </span>
        ))}
      </p>
      {isLong && (
        <button type="button" class="unfold" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '收起' : `展开全文（共 ${lines.length} 行）`}
        </button>
      )}
    </>
  )
}

function toPiece(piece: string): ComponentChildren {
  const mark = marks[piece]
  if (mark) return <span class={`mark ${mark}`}>{piece}</span>
  if (!/^https?:/.test(piece)) return piece
  return (
    <a href={piece} target="_blank" rel="noreferrer">
      {piece}
    </a>
  )
}

function Files({ files }: { files: ChatFile[] }): VNode {
  return (
    <>
      {files.map((file) =>
        file.mime.startsWith('image/') ? (
          <a key={file.url} class="picture" href={file.url} download={file.name} aria-label={`下载图片 ${file.name}`}>
            <img src={file.url} alt={file.name} />
          </a>
        ) : (
          <a key={file.url} class="file" href={file.url} download={file.name}>
            <Icon name="file" size={24} />
            <span>{file.name}</span>
            <small>下载</small>
          </a>
        ),
      )}
    </>
  )
}
