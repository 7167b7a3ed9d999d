import { existsSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { App } from '../app.ts'
import { notFound } from './problem.ts'

/** Below DATA_DIR only what people sent and what was exported for them; each part of a path is a plain name. */
const FILE_PATH = /^(?:files|exports)(?:\/[^/\\\0]+)+$/
const URL_PREFIX = '/sandbox/files/'

/** Pictures that are shown in place, by their first bytes: stored files bear no ending. */
const pictures: readonly [type: string, start: string][] = [
  ['image/png', '89504e47'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '47494638'],
  ['image/webp', '52494646'],
]

/** Adds GET /sandbox/files/…: files of entries and exports, always as attachment and never with a type that a browser would run. */
export async function registerFiles(server: FastifyInstance, app: App): Promise<void> {
  await server.register(fastifyStatic, { serve: false })
  server.get<{ Params: { '*': string } }>(`${URL_PREFIX}*`, async (request, reply) => {
    const path = request.params['*']
    const file = await findFile(app, path)
    if (!file) throw notFound('没有这个文件。')
    reply.headers({
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
      'content-type': (await pictureType(file)) ?? 'application/octet-stream',
    })
    return reply.sendFile(path, resolve(app.config.dataDir), { contentType: false, cacheControl: false })
  })
}

/** Where a file lies, once it is made; null where there is none. */
async function findFile({ config, fileMade }: App, path: string): Promise<string | null> {
  if (!FILE_PATH.test(path) || path.split('/').some((part) => part.startsWith('.'))) return null
  await fileMade(path)
  const file = join(resolve(config.dataDir), path)
  return (await stat(file).catch(() => null))?.isFile() ? file : null
}

async function pictureType(file: string): Promise<string | undefined> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    const start = buffer.subarray(0, bytesRead).toString('hex')
    return pictures.find(([, magic]) => start.startsWith(magic))?.[0]
  } finally {
    await handle.close()
  }
}

/** Is there something to fetch under an address that was shown? Addresses that are not ours are left alone. */
export async function isFetchable(app: App, url: string): Promise<boolean> {
  return !url.startsWith(URL_PREFIX) || (await findFile(app, url.slice(URL_PREFIX.length))) !== null
}

const NOT_BUILT =
  '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>乡报</title><p>演练场页面还没有构建，请先运行 npm run build，再刷新本页。</p></html>'

/** Adds the page at /sandbox/, with GET / and GET /sandbox leading there; a plain sentence when it was not built. */
export async function registerPage(server: FastifyInstance): Promise<void> {
  server.get('/', async (_request, reply) => reply.redirect('/sandbox/'))
  server.get('/sandbox', async (_request, reply) => reply.redirect('/sandbox/'))
  const root = pageFolder()
  if (root) await server.register(fastifyStatic, { root, prefix: '/sandbox/', decorateReply: false })
  else server.get('/sandbox/', async (_request, reply) => reply.code(404).type('text/html; charset=utf-8').send(NOT_BUILT))
}

/** Where the build put the page; sources and build lie at different depths. */
function pageFolder(): string | undefined {
  const folders = ['../../sandbox-page/', '../../dist/sandbox-page/'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  return folders.find((folder) => existsSync(join(folder, 'index.html')))
}
