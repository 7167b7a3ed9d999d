import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Badge } from './directory-pane.tsx'
import { Icon } from './icons.tsx'
import { chatTitle } from './labels.ts'
import type { Run } from './sandbox-types.ts'
import { fromFieldValue, toFieldValue, toLongDate, toMoment, toTimeOfDay, toWeekday } from './time-text.ts'
import { chatsOf, suggestSpeaker } from './unit-tree.ts'
import type { Move } from './use-clock.ts'
import type { Sandbox } from './use-sandbox.ts'

interface ClockPanelProps {
  sandbox: Sandbox
  onReset: () => void
}

/** Virtual time: where it stands, moving it on, and what that brought. */
export function ClockPanel({ sandbox, onReset }: ClockPanelProps): VNode {
  const { clock, actions } = sandbox
  const { nowMs, moving, next } = clock
  return (
    <section class="clock" aria-labelledby="clock-title" aria-busy={moving}>
      <div class="clock-head">
        <h2 id="clock-title">虚拟时间</h2>
        <button type="button" class="plain danger" disabled={moving} onClick={onReset}>
          <Icon name="reset" size={16} />
          重新开始
        </button>
      </div>
      {nowMs !== null && (
        <p class="now">
          <b>{toTimeOfDay(nowMs)}</b>
          <span>
            {toLongDate(nowMs)} {toWeekday(nowMs)}
          </span>
        </p>
      )}
      <div class="moves">
        <button type="button" disabled={moving} onClick={() => actions.moveClock({ advance: 'P1D' })}>
          一天后
        </button>
        <button type="button" disabled={moving || next.dueAt === null} onClick={() => actions.moveClock({ toNotice: true })}>
          到下一次通知
        </button>
        <button type="button" disabled={moving} onClick={() => actions.moveClock({ advance: 'P1M' })}>
          一个月后
        </button>
      </div>
      {next.dueAt && (
        <p class="quiet">
          下一次：{toMoment(Date.parse(next.dueAt))} {next.title}
        </p>
      )}
      {nowMs !== null && <GoTo nowMs={nowMs} moving={moving} onMove={actions.moveClock} />}
      <div aria-live="polite">
        {moving && <p class="working">正在推进时间，期间到时的通知逐一发出…</p>}
        {!moving && clock.lastMove && <MoveReport sandbox={sandbox} move={clock.lastMove} />}
      </div>
    </section>
  )
}

function GoTo({ nowMs, moving, onMove }: { nowMs: number; moving: boolean; onMove: Sandbox['actions']['moveClock'] }): VNode {
  const [chosen, setChosen] = useState('')
  const earliest = toFieldValue(nowMs)
  return (
    <form
      class="go-to"
      onSubmit={(event) => {
        event.preventDefault()
        onMove({ to: fromFieldValue(chosen) })
        setChosen('')
      }}
    >
      <input
        type="datetime-local"
        aria-label="推进到的日期和时间"
        value={chosen || earliest}
        min={earliest}
        onInput={(event) => setChosen(event.currentTarget.value)}
      />
      <button type="submit" disabled={moving || chosen <= earliest}>
        前往
      </button>
    </form>
  )
}

const freshLimit = 12

/** Chats with something new: the speaker's own first, then those with most. */
function freshChats({ unread, directory, place, botName }: Sandbox): { chatId: string; title: string; count: number }[] {
  const mine = new Set(chatsOf(directory, place.speaker).map(({ id }) => id))
  const titleOf = (chatId: string): string => {
    const chat = directory.chats.get(chatId)
    return chat ? chatTitle(chat, suggestSpeaker(directory, chat)?.name, botName) : chatId
  }
  return unread.chats
    .map(({ chatId, count }) => ({ chatId, title: titleOf(chatId), count }))
    .sort((a, b) => Number(mine.has(b.chatId)) - Number(mine.has(a.chatId)))
}

function MoveReport({ move, sandbox }: { move: Move; sandbox: Sandbox }): VNode {
  const fresh = freshChats(sandbox)
  const [all, setAll] = useState(false)
  const noticed = move.ran.filter(({ notices }) => notices > 0)
  const total = noticed.reduce((sum, { notices }) => sum + notices, 0)
  const shown = all ? fresh : fresh.slice(0, freshLimit)
  return (
    <div class="report">
      <p>
        {toMoment(move.fromMs)} 至 {toMoment(move.toMs)}：到时 {move.ran.length} 项，发出通知 {total} 条。
      </p>
      {fresh.length > 0 && (
        <>
          <h3>有新消息的聊天</h3>
          <ul class="fresh">
            {shown.map(({ chatId, title, count }) => (
              <li key={chatId}>
                <button type="button" onClick={() => sandbox.place.openChat(chatId)}>
                  <span class="row-name">{title}</span>
                  <Badge count={count} />
                </button>
              </li>
            ))}
          </ul>
          {shown.length < fresh.length && (
            <button type="button" class="plain" onClick={() => setAll(true)}>
              其余 {fresh.length - shown.length} 个
            </button>
          )}
        </>
      )}
      {noticed.length > 0 && <h3>发出的通知</h3>}
      <RunList runs={noticed} />
      {move.ran.length > noticed.length && (
        <details>
          <summary>另有 {move.ran.length - noticed.length} 项到时检查，无须通知</summary>
          <RunList runs={move.ran.filter(({ notices }) => notices === 0)} />
        </details>
      )}
    </div>
  )
}

function RunList({ runs }: { runs: Run[] }): VNode {
  return (
    <ol class="runs">
      {runs.map((run) => (
        <li key={run.dueAt + run.schedule}>
          <time dateTime={run.dueAt}>{toMoment(Date.parse(run.dueAt))}</time>
          <span>{run.title ?? run.schedule}</span>
          {run.notices > 0 && <b>{run.notices} 条</b>}
        </li>
      ))}
    </ol>
  )
}
