import { defineReport, everyRole } from '../src/domain/command.ts'
import { isBeside } from '../src/domain/scope.ts'
import { leaderField, leaderRefusal } from '../src/domain/secrecy.ts'

/** 督查 (A8): what was found in a unit, one entry for each unit. Secret until it is assigned (src/domain/secrecy.ts). */
export default defineReport({
  name: 'inspection',
  title: '督查',
  aliases: ['暗访', '检查'],
  summary: '报督查、暗访发现，一个单位一条，内容不在群里显示',
  order: 60,
  roles: everyRole,
  matters: ['督查', '暗访', '检查'],
  items: 'unit',
  classField: 'type',
  wide: true,
  secret: true,
  about: { field: 'unit', outside: 'refuse' },
  check(context, { leader }) {
    const { speaker, house } = context
    const may = speaker.posts.some((post) => post.role !== 'reporter' || isBeside(house.directory, post))
    if (!may) return '“督查”由督查组、专班、部门和领导来报。村里自查发现的请报“问题”。'
    return leaderRefusal(context, leader)
  },
  fields: {
    unit: {
      type: 'unit',
      label: '单位',
      aliases: ['督查单位', '被督查单位'],
      required: true,
      anywhere: true,
      each: true,
      hint: '纸房村',
      ask: '请问督查的是哪个单位？',
    },
    findings: {
      type: 'list',
      label: '发现',
      aliases: ['问题', '发现问题'],
      required: true,
      main: true,
      hint: '1.第一书记不在岗 2.明白卡没有更新',
      ask: '请问发现了什么？没有问题可以回复：未发现问题',
    },
    type: {
      type: 'choice',
      label: '方式',
      aliases: ['类型', '督查方式'],
      options: [
        { name: '日常督查', aliases: ['日常'] },
        { name: '重点督查', aliases: ['重点'] },
        { name: '专项督查', aliases: ['专项'] },
        { name: '专项整治' },
        { name: '暗访', aliases: ['明察暗访'] },
      ],
    },
    [leaderField]: { type: 'person', label: '报送领导', aliases: ['呈送领导', '报送'], hint: '王建新' },
    people: { type: 'people', label: '人员', aliases: ['督查人员', '参加人员'] },
    date: { type: 'date', label: '日期', aliases: ['时间', '督查时间'], hint: '昨天' },
  },
  examples: [
    { say: '督查 单位：{村} 发现：1.明白卡没有更新 2.值班无人', mark: '✅' },
    { say: '暗访 {村} 三组垃圾没有清运', mark: '✅' },
  ],
})
