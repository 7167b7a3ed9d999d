import { listEntries } from '../db/queries/entry-lists.ts'
import { note, text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { periodOf } from '../src/domain/periods.ts'

const MOST = 500

/** 双点到 (C7): an undefined term; off unless a pack turns it on, shown to the person himself, without consequence (counting-rules 23). */
export default defineQuery({
  name: 'two-places',
  title: '双点到',
  aliases: ['我的双点到'],
  summary: '看自己本月在村、在镇签到了几天（含义待核，默认不开）',
  order: 95,
  alone: true,
  asks: [],
  examples: [{ say: '双点到', mark: '' }],
  async run({ db, house, speaker, today }) {
    if (!house.packs.some(({ twoPlaces }) => twoPlaces))
      return answer([
        text('本县没有启用“双点到”：文件没有写明它的含义（待核）。离岗、返岗请用“签到 离岗”“签到 返岗”，会同时告知乡镇和派出单位。'),
      ])
    const { from, to, label } = periodOf('month', today)
    const entries = await listEntries(db, { kind: 'checkin', memberId: speaker.id, from, to }, MOST)
    const days = (place: string): number => new Set(entries.flatMap(({ fields, date }) => (fields.place === place ? [date] : []))).size
    return answer([
      text(`${label}您在村签到 ${days('村')} 天，在镇签到 ${days('镇')} 天。`),
      note('双点到按“到村、到镇都签到”理解，待核；只给本人看，没签到没有任何后果'),
    ])
  },
})
