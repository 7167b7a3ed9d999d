import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checkDatabase } from '../../../db/client.ts'
import { StoreError } from '../../../db/guard.ts'
import type { Config } from '../../config.ts'
import { type Finding, fine, skipped, wrong } from './finding.ts'

const GB = 1024 ** 3
/** Below this, photos and backups soon fill the disk. */
const LEAST_FREE = GB
const HOUR_MS = 3_600_000
/** A night may be missed by a few hours, not by a day. */
const OLDEST_BACKUP_MS = 36 * HOUR_MS
const OVERSLEPT = '服务要在夜里 2 点半开着；或者运行 npm run cli -- backup 文件'

/** The database, the disk that it lies on, and its nightly copies. */
export function checkHouse(config: Config, now: number): Finding[] {
  return [checkFile(config), checkDisk(config), checkBackups(config, now)]
}

/** Read only: nothing is migrated, and a server may be running. */
function checkFile({ databaseFile, platforms }: Config): Finding {
  if (!existsSync(databaseFile)) {
    if (platforms.includes('sandbox')) return skipped('数据库', '还没有建立，演练场第一次启动时自己建立')
    return wrong('数据库', `还没有 ${databaseFile}`, '运行 npm run cli -- init 导入名册，或检查 DATABASE_URL')
  }
  try {
    checkDatabase(databaseFile)
    return fine('数据库', '文件完好，版本相符')
  } catch (thrown) {
    if (thrown instanceof StoreError) return wrong('数据库', thrown.message, '检查 DATABASE_URL；确实坏了用 npm run cli -- restore 恢复')
    throw thrown
  }
}

function checkDisk({ dataDir }: Config): Finding {
  if (!existsSync(dataDir)) return skipped('磁盘', `目录 ${dataDir} 还没有建立`)
  const { bavail, bsize } = statfsSync(dataDir)
  const free = bavail * bsize
  const words = `DATA_DIR 所在的磁盘还剩 ${(free / GB).toFixed(1)} GB`
  return free < LEAST_FREE ? wrong('磁盘', words, '清理磁盘，或把 DATA_DIR 换到大一些的盘上') : fine('磁盘', words)
}

function checkBackups({ dataDir, databaseFile, platforms }: Config, now: number): Finding {
  if (platforms.includes('sandbox')) return skipped('备份', '演练场不备份')
  if (!existsSync(databaseFile)) return skipped('备份', '还没有数据库')
  const folder = join(dataDir, 'backups')
  const nights = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('nightly-')) : []
  const newest = Math.max(...nights.map((name) => statSync(join(folder, name)).mtimeMs))
  if (nights.length === 0) {
    const isYoung = now - statSync(databaseFile).birthtimeMs < OLDEST_BACKUP_MS
    return isYoung ? skipped('备份', '数据库刚建立，今夜 2 点半起每天备份') : wrong('备份', '还没有夜间备份', OVERSLEPT)
  }
  const words = `最近一份夜间备份是 ${Math.max(0, Math.round((now - newest) / HOUR_MS))} 小时以前的`
  return now - newest > OLDEST_BACKUP_MS ? wrong('备份', words, OVERSLEPT) : fine('备份', words)
}
