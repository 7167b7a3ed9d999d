import type { VNode } from 'preact'
import { PersonAvatar } from './avatar.tsx'
import { Icon } from './icons.tsx'
import { roleLabels } from './labels.ts'
import type { Owed } from './sandbox-types.ts'
import { chatsOf } from './unit-tree.ts'
import type { Sandbox } from './use-sandbox.ts'

interface ProfilePanelProps {
  sandbox: Sandbox
  onSwitchSpeaker: () => void
}

/** Who I am, what my unit owes, and what I may say here. */
export function ProfilePanel(props: ProfilePanelProps): VNode {
  const { profile, actions } = props.sandbox
  return (
    <div class="profile">
      <IdentityCard {...props} />
      <section aria-labelledby="owes-title">
        <div class="section-head">
          <h2 id="owes-title">本单位应报</h2>
          {profile?.owes.some(({ target }) => target !== null) && <span class="quiet">竖线为序时进度</span>}
        </div>
        {profile && profile.owes.length === 0 && <p class="quiet">没有需要报送的事项。</p>}
        <ul class="owes">
          {profile?.owes.map((owed) => (
            <OwedRow key={owed.title} owed={owed} />
          ))}
        </ul>
      </section>
      <section class="quick" aria-labelledby="quick-title">
        <h2 id="quick-title">常用说法</h2>
        <p class="quiet">点一下填入输入框，改好再发送。</p>
        <div class="quick-buttons">
          {profile?.quick.map((item) => (
            <button key={item.text} type="button" title={item.says} onClick={() => actions.fillIn(item)}>
              {item.text}
            </button>
          ))}
        </div>
      </section>
    </div>
  )
}

function IdentityCard({ sandbox, onSwitchSpeaker }: ProfilePanelProps): VNode {
  const { profile, place, directory } = sandbox
  const { speaker } = place
  const posts = profile?.member.posts ?? [{ unit: speaker.unit, title: speaker.post, role: speaker.role }]
  const elsewhere = chatsOf(directory, speaker).filter(({ id }) => id !== place.chat.id)
  return (
    <section class="identity" aria-label="我的身份">
      <div class="identity-head">
        <PersonAvatar id={speaker.id} name={speaker.name} />
        <h2>{speaker.name}</h2>
        <button type="button" class="plain" onClick={onSwitchSpeaker}>
          <Icon name="swap" size={16} />
          切换身份
        </button>
        <ul>
          {posts.map(({ unit, title, role }) => (
            <li key={`${unit.code}${title}`}>
              {unit.name} {title}
              <span class="role">{roleLabels[role]}</span>
            </li>
          ))}
        </ul>
      </div>
      {elsewhere.length > 0 && (
        <p class="elsewhere">
          <span>去</span>
          {elsewhere.map((chat) => (
            <button key={chat.id} type="button" onClick={() => place.openChat(chat.id)}>
              {chat.kind === 'direct' ? '与机器人单聊' : chat.title}
            </button>
          ))}
        </p>
      )}
    </section>
  )
}

const stateLabels = { ok: '进度正常', behind: '落后', done: '已完成' } as const

function toPercent(ratio: number): number {
  return Math.round(Math.min(1, Math.max(0, ratio)) * 100)
}

function OwedRow({ owed }: { owed: Owed }): VNode {
  const rate = owed.rate === null ? null : toPercent(owed.rate)
  const target = owed.target === null ? null : toPercent(owed.target)
  const told = target === null ? `已到 ${rate}%` : `已到 ${rate}%，序时进度 ${target}%`
  return (
    <li class={`owed ${owed.state}`}>
      <div class="owed-head">
        <b>{owed.title}</b>
        <span class="state">{stateLabels[owed.state]}</span>
      </div>
      {rate !== null && (
        <div class="bar" role="img" aria-label={told} title={told}>
          <span class="bar-fill" style={{ width: `${rate}%` }} />
          {target !== null && target > 0 && target < 100 && <span class="bar-target" style={{ left: `${target}%` }} />}
        </div>
      )}
      <p>{owed.text}</p>
    </li>
  )
}
