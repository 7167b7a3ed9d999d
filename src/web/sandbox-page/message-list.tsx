import type { VNode } from 'preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Icon } from './icons.tsx'
import { LocalBubble, type MessageContext, ShownBubble } from './message-bubble.tsx'
import type { ShownMessage } from './sandbox-types.ts'
import { toDate, toLongDate, toWeekday } from './time-text.ts'
import type { LocalMessage } from './use-conversation.ts'

interface MessageListProps {
  chatId: string
  messages: ShownMessage[]
  locals: LocalMessage[]
  loaded: boolean
  context: MessageContext
  emptyHint: string
}

type Item = { key: string; order: number; atMs: number; sender: string } & ({ shown: ShownMessage } | { local: LocalMessage })

const firstPage = 80
const nearBottomPx = 80

function arrange(messages: ShownMessage[], locals: LocalMessage[]): Item[] {
  const shown = messages.map(
    (message): Item => ({
      key: `s${message.seq}`,
      order: message.seq,
      atMs: Date.parse(message.at),
      sender: message.from,
      shown: message,
    }),
  )
  const own = locals.map(
    (local): Item => ({ key: local.id, order: local.afterSeq + 0.5, atMs: local.atMs, sender: local.outgoing.memberId, local }),
  )
  return [...shown, ...own].sort((a, b) => a.order - b.order)
}

/** The talk itself: newest at the bottom, kept there unless the reader has scrolled up. */
export function MessageList({ chatId, messages, locals, loaded, context, emptyHint }: MessageListProps): VNode {
  const [pages, setPages] = useState({ chatId, count: 1 })
  const items = useMemo(() => arrange(messages, locals), [messages, locals])
  const visible = items.slice(-firstPage * (pages.chatId === chatId ? pages.count : 1))
  const { box, away, toBottom } = useStickyBottom(chatId, items.at(-1)?.key ?? '')
  return (
    <div class="messages-frame">
      <div class="messages" ref={box} role="log" aria-live="polite" aria-relevant="additions" aria-label="聊天记录">
        {visible.length < items.length && (
          <button type="button" class="older" onClick={() => setPages({ chatId, count: (pages.chatId === chatId ? pages.count : 1) + 1 })}>
            查看更早的消息
          </button>
        )}
        {loaded && items.length === 0 && <p class="empty">{emptyHint}</p>}
        {visible.map((item, index) => (
          <Row key={item.key} item={item} previous={visible[index - 1]} context={context} />
        ))}
      </div>
      {away && (
        <button type="button" class="to-bottom" onClick={toBottom}>
          <Icon name="down" size={16} />
          回到最新
        </button>
      )}
    </div>
  )
}

function Row({ item, previous, context }: { item: Item; previous: Item | undefined; context: MessageContext }): VNode {
  const isNewDay = !previous || toDate(previous.atMs) !== toDate(item.atMs)
  return (
    <>
      {isNewDay && (
        <p class="day">
          <span>
            {toLongDate(item.atMs)} {toWeekday(item.atMs)}
          </span>
        </p>
      )}
      {'shown' in item ? <ShownBubble message={item.shown} context={context} /> : <LocalBubble local={item.local} context={context} />}
    </>
  )
}

function useStickyBottom(chatId: string, lastKey: string) {
  const box = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const [away, setAway] = useState(false)
  const toBottom = () => {
    const element = box.current
    if (element) element.scrollTop = element.scrollHeight
  }
  useLayoutEffect(() => {
    follows.current = true
    setAway(false)
    toBottom()
  }, [chatId])
  useLayoutEffect(() => {
    if (follows.current) toBottom()
  }, [lastKey])
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const onScroll = () => {
      follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearBottomPx
      setAway(!follows.current)
    }
    // The composer grows, pictures load and panes open: the end must stay in sight.
    const observer = new ResizeObserver(() => {
      if (follows.current) toBottom()
    })
    const listening = new AbortController()
    element.addEventListener('scroll', onScroll, { passive: true, signal: listening.signal })
    element.addEventListener('load', () => follows.current && toBottom(), { capture: true, signal: listening.signal })
    observer.observe(element)
    return () => {
      listening.abort()
      observer.disconnect()
    }
  }, [])
  return { box, away, toBottom }
}
