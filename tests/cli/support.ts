import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../db/client.ts'
import { listHouseholds, loadRoster } from '../../db/queries/roster.ts'
import { runCli } from '../../src/cli/run-cli.ts'
import { applyStep, createEntry } from '../../src/domain/entries.ts'

/** A folder of its own with a database, and the shell commands run in it. */
export interface Desk {
  dir: string
  database: string
  /** Writes a file into the folder; returns its path. */
  file(name: string, content: string | Uint8Array): string
  path(name: string): string
  /** Runs a command; `out` and `err` are what it printed. */
  run(...argv: string[]): Promise<{ code: number; out: string; err: string }>
  /** Works on the database between commands. */
  store<T>(work: (store: Store) => Promise<T>): Promise<T>
  remove(): void
}

/** Makes a desk in the system's temporary folder; `env` is added to its environment. */
export function makeDesk(env: Record<string, string> = {}): Desk {
  const dir = mkdtempSync(join(tmpdir(), 'xiangbao-cli-'))
  const path = (name: string): string => join(dir, name)
  mkdirSync(path('data'))
  const database = path('data/xiangbao.db')
  return {
    dir,
    database,
    path,
    file(name, content) {
      writeFileSync(path(name), content)
      return path(name)
    },
    async run(...argv) {
      const out: string[] = []
      const err: string[] = []
      const shell = {
        env: { DATABASE_URL: `file:${database}`, DATA_DIR: path('data'), ...env },
        out: (line: string) => void out.push(line),
        err: (line: string) => void err.push(line),
      }
      const code = await runCli(argv, shell)
      return { code, out: out.join('\n'), err: err.join('\n') }
    },
    async store(work) {
      const store = openStore(database)
      try {
        return await work(store)
      } finally {
        await store.close()
      }
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** A county with one township, two villages and a department; children before their parents, as files may be. */
export const unitsCsv = `code,name,kind,parent_code,aliases
100101,铺仔村,village,1001,铺仔
100102,纸房村,village,1001,
1001,马岭镇,township,10,马岭
10,庆城县,county,,庆城
1091,庆城县住房和城乡建设局,department,10,住建局
`

/** 张三 holds two posts, 李四 has no account. */
export const membersCsv = `name,unit_code,post,role,phone,platform,user_id
张三,100101,村书记,reporter,13800000001,sandbox,zhangsan
张三,1001,副镇长,manager,13800000001,sandbox,zhangsan
李四,100102,村书记,reporter,,,
`

/** One carer serves in the village, one elsewhere, one nobody knows. */
export const householdsCsv = `village_code,group_name,head,kind,persons,phone,carer
100101,一组,王亦态,脱贫户,4,13900000001,张三
100101,二组,王志刚,一般户,3,,李四
100102,一组,高双乐,边缘易致贫户,5,,赵无名
`

/** A desk whose database was set up from the three files. */
export async function makeCounty(env: Record<string, string> = {}): Promise<Desk> {
  const desk = makeDesk(env)
  const argv = ['--units', desk.file('units.csv', unitsCsv), '--households', desk.file('households.csv', householdsCsv)]
  const { code, err } = await desk.run('init', ...argv, '--members', desk.file('members.csv', membersCsv))
  if (code !== 0) throw new Error(err)
  return desk
}

/** Reports `count` visits to 王亦态 in the ledger; the second is corrected once. */
export async function reportVisits(desk: Desk, count: number): Promise<void> {
  const at = Date.parse('2023-06-15T09:00:00+08:00')
  await desk.store((store) =>
    store.transaction(async (tx) => {
      const { units, members } = await loadRoster(tx)
      const households = await listHouseholds(tx)
      const unitId = units.find((unit) => unit.code === '100101')?.id ?? 0
      const memberId = members[0]?.id ?? null
      const householdId = households.find((household) => household.head === '王亦态')?.id ?? null
      for (let day = 1; day <= count; day += 1) {
        const entry = await createEntry(
          tx,
          {
            kind: 'visit',
            class: '入户',
            unitId,
            byUnitId: unitId,
            byPost: '村书记',
            memberId,
            typedById: memberId,
            date: `2023-06-${String(day).padStart(2, '0')}`,
            householdId,
            fields: { household: '王亦态', situation: day === 1 ? '=1+1, "稳定"' : '在合作社务工' },
            status: 'recorded',
            sentAt: at,
          },
          at,
        )
        if (day !== 2) continue
        await applyStep(tx, entry, { action: 'corrected', memberId, at, text: '', change: { fields: { situation: '外出务工' } } })
      }
    }),
  )
}
