import { expect } from 'vitest'
import type { TestApp } from './app.ts'
import { reported, tell } from './reports.ts'

/** A site of a class in 纸房村, reviewed by two departments and taken as far as the steps go. */
export async function site(house: TestApp, name: string, about: { type: string; steps: string[] }): Promise<void> {
  const { no } = await reported(house, 'liuhaifeng', `项目 入库 名称：${name} 实施单位：纸房村 类型：${about.type}`)
  await tell(house, 'liuhaifeng', `联审 ${no} 财政局 住建局`)
  for (const step of about.steps) expect(await tell(house, 'liuhaifeng', `${step} ${no}`)).toMatch(/^✅/)
}
