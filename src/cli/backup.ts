import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { quickCheck } from '../../db/guard.ts'
import { UserError } from '../core/errors.ts'
import { readConfig, type Shell, withStore } from './shell.ts'

/** `backup`: a consistent copy of the database, and of the attachments beside it. */
export function addBackup(program: Command, shell: Shell): void {
  program
    .command('backup')
    .summary('备份数据库和附件')
    .description('把数据库备份成一个文件，附件放在同名加 .files 的文件夹里。服务运行时也可备份。')
    .argument('<文件>', '备份文件，不能是已有的文件')
    .action((file: string) => backUp(shell, file))
}

async function backUp(shell: Shell, file: string): Promise<void> {
  const config = readConfig(shell)
  const [attachments, copies] = [join(config.dataDir, 'files'), `${file}.files`]
  for (const path of [file, copies]) if (existsSync(path)) throw new UserError(`${path} 已经存在，没有覆盖：请换一个文件名。`)
  await withStore(config, async (store) => {
    mkdirSync(dirname(file), { recursive: true })
    await store.backup(file)
  })
  chmodSync(file, 0o600)
  quickCheck(file)
  for (const leftover of ['-wal', '-shm']) rmSync(file + leftover, { force: true })
  // After the database: attachments lie on disk before a row names them, so none that the copy names can be missing.
  if (existsSync(attachments)) cpSync(attachments, copies, { recursive: true, errorOnExist: true })
  const size = (statSync(file).size / 1024 / 1024).toFixed(1)
  shell.out(`已备份到 ${file}（${size} MB），检查无误${existsSync(copies) ? `；附件在 ${copies}` : ''}。`)
  if (config.secretKey === undefined) shell.out(`电话号码是加密的，密钥 ${join(config.dataDir, 'secret.key')} 不在备份里：请另行妥善保存。`)
}
