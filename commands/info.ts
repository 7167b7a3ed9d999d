import { defineReport } from '../src/domain/command.ts'

/** 信息报送: a piece of information; it counts once the receiving unit has marked it 有效 (counting-rules 13). */
export default defineReport({
  name: 'info',
  title: '信息',
  aliases: ['报送', '信息报送'],
  summary: '报送一条经验成效或问题调研，正文可以直接粘贴，也可以发文件',
  order: 40,
  measure: '条',
  matters: ['信息', '信息报送'],
  items: 'one',
  classField: 'category',
  status: 'submitted',
  fileFor: 'body',
  fields: {
    category: {
      type: 'choice',
      label: '类别',
      aliases: ['类型', '信息类别'],
      required: true,
      ask: '请问类别是经验成效还是问题调研？',
      options: [
        { name: '经验成效', aliases: ['经验', '成效', '经验做法'] },
        { name: '问题调研', aliases: ['调研'] },
        // B9: people and places set up as models; no piece of the monthly two.
        { name: '典型选树', aliases: ['典型', '先进典型'] },
      ],
    },
    title: { type: 'text', label: '标题', aliases: ['题目'], required: true, ask: '请问标题是什么？' },
    body: { type: 'text', label: '正文', aliases: ['内容'], required: true, main: true, ask: '请发正文，或者发文件。' },
    date: { type: 'date', label: '日期', aliases: ['时间'] },
  },
  examples: [
    { say: '信息\n类别：经验成效\n标题：“三单制”抓实防返贫监测\n正文：推行群众点单、村级派单、部门接单，诉求三天内上门核实。', mark: '✅' },
  ],
})
