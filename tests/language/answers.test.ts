import { describe, expect, it } from 'vitest'
import { isCancel, readChoice, readYesNo } from '../../src/language/answers.ts'
import { readListAnswer } from '../../src/language/list-answers.ts'

const candidates = [
  { id: 11, name: '王志刚', note: '一组 脱贫户' },
  { id: 12, name: '王志刚', note: '三组 一般户' },
  { id: 13, name: '王彦林', note: '五组 脱贫户' },
]

describe('readChoice', () => {
  it.each([
    ['2', 12],
    ['２', 12],
    ['第二个', 12],
    ['第3个吧', 13],
    ['选1', 11],
    ['三', 13],
    ['是第一个', 11],
    ['最后一个', 13],
    ['王彦林', 13],
    ['就是王彦林', 13],
    ['王志刚三组', 12],
    ['三组的王志刚', 12],
    ['三组那个', 12],
    ['王志刚', null],
    ['4', null],
    ['0', null],
    ['都不是', 'none'],
    ['不是的', 'none'],
    ['走访 王彦林 在家', null],
    ['', null],
    ['嗯', null],
  ])('%s', (raw, choice) => {
    expect(readChoice(raw, candidates)).toBe(choice)
  })
})

describe('readChoice between two that deny each other', () => {
  const merging = [
    { id: 1, name: '确认合并' },
    { id: 2, name: '不合并' },
  ]
  it.each<[string, number | null]>([
    ...['确认', '是', '对', '好的', '确定', '同意', '1', '确认合并'].map((raw): [string, number] => [raw, 1]),
    ...['不', '不是', '不同意', '2', '不合并'].map((raw): [string, number] => [raw, 2]),
    ['合并到哪里', null],
  ])('%s', (raw, choice) => {
    expect(readChoice(raw, merging)).toBe(choice)
  })

  const outsiders = [
    { id: 1, name: '没有外部人员', means: ['都是干部'] },
    { id: 2, name: '有外部人员' },
  ]
  it.each<[string, number | null]>([
    ...['有', '有的', '有村民', '有外人', '有几个企业的', '2'].map((raw): [string, number] => [raw, 2]),
    ...['没有', '没', '没有外人', '都是干部', '无', '1'].map((raw): [string, number] => [raw, 1]),
    ['有没有都行', null],
    ['走访 进度', null],
  ])('%s', (raw, choice) => {
    expect(readChoice(raw, outsiders)).toBe(choice)
  })
})

describe('readYesNo', () => {
  it.each([
    ['是', true],
    ['是的', true],
    ['对。', true],
    ['嗯嗯', true],
    ['好的', true],
    ['可以', true],
    ['不是', false],
    ['不', false],
    ['否', false],
    ['不用了', false],
    ['走访', null],
    ['是不是搞错了', null],
    ['', null],
  ])('%s', (raw, answer) => {
    expect(readYesNo(raw)).toBe(answer)
  })
})

describe('isCancel', () => {
  it.each([
    ['取消', true],
    ['取消吧', true],
    ['算了', true],
    ['不报了', true],
    ['算了不报了', true],
    ['算了吧', true],
    ['那算了，不报了', true],
    ['取消吧，谢谢', true],
    ['我不报了', true],
    ['这户先不报', true],
    ['别记了', true],
    ['不用报了', true],
    ['还是算了吧', true],
    ['好吧算了', true],
    ['回头再报', true],
    ['等会儿再弄', true],
    ['先放一放', true],
    ['报错了', true],
    ['发错了，不用管', true],
    ['当我没说', true],
    ['撤了吧', true],
    ['拉倒', true],
    ['不', false],
    ['不是', false],
    ['没有', false],
    ['没事', false],
    ['不知道', false],
    ['先天残疾', false],
    ['停产了', false],
    ['不做了', false],
    ['打错了,是张三', false],
    ['别人报的', false],
    ['在家，不报了', false],
    ['取消低保了', false],
    ['走访', false],
    ['算了一笔账', false],
  ])('%s', (raw, cancels) => {
    expect(isCancel(raw)).toBe(cancels)
  })
})

describe('readListAnswer', () => {
  it.each([
    [
      '1 3 5 都正常，7 住院花了两万',
      [
        { numbers: [1, 3, 5], text: '都正常' },
        { numbers: [7], text: '住院花了两万' },
      ],
    ],
    ['1、3、5都正常', [{ numbers: [1, 3, 5], text: '都正常' }]],
    ['1-4 都走了', [{ numbers: [1, 2, 3, 4], text: '都走了' }]],
    ['2 在家', [{ numbers: [2], text: '在家' }]],
    [
      '1 正常\n2 外出',
      [
        { numbers: [1], text: '正常' },
        { numbers: [2], text: '外出' },
      ],
    ],
    ['除了2和6都走了', [{ numbers: [1, 3, 4, 5, 7, 8], text: '都走了' }]],
    ['全部正常', [{ numbers: [1, 2, 3, 4, 5, 6, 7, 8], text: '全部正常' }]],
    ['第3户 住院', [{ numbers: [3], text: '住院' }]],
    ['9 在家', [{ numbers: [], beyond: [9], text: '在家' }]],
    ['3 9 在家', [{ numbers: [3], beyond: [9], text: '在家' }]],
    ['除了2和9都走了', [{ numbers: [1, 3, 4, 5, 6, 7, 8], beyond: [9], text: '都走了' }]],
    ['在家', []],
    ['', []],
    ['3 住院,花了2万元', [{ numbers: [3], text: '住院,花了2万元' }]],
    ['3 住院 6月2日回来', [{ numbers: [3], text: '住院 6月2日回来' }]],
  ])('%s', (raw, answers) => {
    expect(readListAnswer(raw, 8)).toEqual(answers)
  })
})
