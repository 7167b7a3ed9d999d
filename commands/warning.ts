import { defineReport } from '../src/domain/command.ts'
import { maySendList } from '../src/domain/scope.ts'
import { spreadWarnings } from '../src/domain/warnings.ts'

/** 预警清单 (A10): a department's list, sent as a file; its rows become risks that the villages verify. */
export default defineReport({
  name: 'warning',
  title: '预警清单',
  aliases: ['部门预警清单', '推送预警'],
  summary: '部门推送预警清单：私聊里发“预警清单”和表格（列名写村、户主、原因、情况），自动分到各村核实',
  order: 21,
  roles: ['reporter', 'manager', 'admin'],
  matters: ['预警清单'],
  measure: '份',
  items: 'one',
  status: 'received',
  fileFor: 'file',
  fixed: true,
  takesTable: spreadWarnings,
  next: ({ no }) => `正在逐行核对，核对完私信您；各村核实结果请发：预警结果 ${no}`,
  check({ speaker, house, message }) {
    if (message.attachments.length === 0) return '没有收到表格。请把“预警清单”和表格（xlsx 或 csv）一起私聊发给我。'
    return maySendList(house.directory, speaker) ? null : '预警清单由部门和乡镇、县的管理员来发。要看本村的风险请发：台账 风险'
  },
  fields: {
    file: {
      type: 'text',
      label: '表格',
      required: true,
      main: true,
      ask: '请把预警清单的表格（xlsx 或 csv）私聊发给我，列名写：村、户主、原因、情况。',
    },
  },
  examples: [{ say: '预警清单', mark: '❓' }],
})
