// One simulated year of each source document's own place with its real units, as built in dist/.
// node bench/simulate.mjs <folder with 庆城县.csv …> [place …]: prints CPU seconds and whether all agreed. Wall time depends on what else runs.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [folder, ...chosen] = process.argv.slice(2)
if (!folder) {
  console.error('用法：node bench/simulate.mjs <单位文件所在文件夹> [地名 …]')
  process.exit(1)
}
const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url))
const places = [
  ['庆城县', 'qingcheng', 2023],
  ['宜春市', 'yichun', 2023],
  ['榆林市', 'yulin', 2024],
  ['临高县', 'lingao', 2022],
  ['安康市', 'ankang', 2023],
]
const LIMIT_S = 60

for (const [place, pack, year] of places.filter(([name]) => chosen.length === 0 || chosen.includes(name))) {
  const args = ['simulate', '--pack', pack, '--roster', join(folder, `${place}.csv`), '--from', `${year}-01-01`, '--to', `${year}-12-31`]
  const timed = spawnSync('/usr/bin/env', ['bash', '-c', 'TIMEFORMAT="%U %S"; time "$@"', 'bash', process.execPath, main, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const [user = 0, system = 0] = (/([\d.]+) ([\d.]+)\s*$/.exec(timed.stderr) ?? []).slice(1).map(Number)
  const seconds = user + system
  const lines = timed.stdout.trim().split('\n')
  console.log(`${place} ${pack} ${year}: ${seconds.toFixed(1)} s CPU (limit ${LIMIT_S}), ${lines.at(-1)}`)
  if (timed.status !== 0 || seconds > LIMIT_S) process.exitCode = 1
}
