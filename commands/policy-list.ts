import { defineReport } from '../src/domain/command.ts'
import { takePolicyList } from '../src/domain/policy-rows.ts'
import { maySendList } from '../src/domain/scope.ts'

/** 政策名单 (B15): a department's list of who has a policy, sent as a file; it prefills the villages' check-list. */
export default defineReport({
  name: 'policy-list',
  title: '政策名单',
  aliases: ['政策享受名单'],
  summary: '部门发政策享受名单：私聊里发“政策名单”和表格（列名写村、户主、政策、落实、原因），自动登记到户',
  order: 62,
  matters: ['政策名单'],
  measure: '份',
  items: 'one',
  unsummed: true,
  status: 'received',
  fileFor: 'file',
  fixed: true,
  takesTable: takePolicyList,
  next: ({ no }) => `正在逐行登记，登记完私信您（编号 ${no}）`,
  check({ speaker, house, message }) {
    if (message.attachments.length === 0) return '没有收到表格。请把“政策名单”和表格（xlsx 或 csv）一起私聊发给我。'
    return maySendList(house.directory, speaker) ? null : '政策名单由部门和乡镇、县的管理员来发。'
  },
  fields: {
    file: {
      type: 'text',
      label: '表格',
      required: true,
      main: true,
      ask: '请把政策名单的表格（xlsx 或 csv）私聊发给我，列名写：村、户主、政策、落实、原因。',
    },
  },
  examples: [{ say: '政策名单', mark: '❓' }],
})
