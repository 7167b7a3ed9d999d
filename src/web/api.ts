import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { apiRoutes } from './api-routes.ts'
import { openApiDocument } from './openapi.ts'
import { HttpProblem, notFound, withoutEmpty } from './problem.ts'

const PREFIX = '/api/v1'

/** Adds the open API: read-only, for whoever bears the token; without a configured token it does not exist (interface §4). */
export function registerApi(server: FastifyInstance, app: App): void {
  const { apiToken } = app.config
  if (apiToken === undefined) return
  const document = openApiDocument(app.commands)
  server.register(
    async (api) => {
      api.addHook('onRequest', async (request) => requireToken(request, apiToken))
      api.setNotFoundHandler(async () => {
        throw notFound('没有这个接口，全部接口见 /api/v1/openapi.json。')
      })
      for (const route of apiRoutes) {
        const path = route.path.replace(/\{(\w+)\}/g, ':$1')
        api.get(path, async (request) => await route.answer(app, { ...withoutEmpty(request.query), ...withoutEmpty(request.params) }))
      }
      api.get('/openapi.json', async () => document)
    },
    { prefix: PREFIX },
  )
}

/** Compares digests, so that neither length nor content of the token shows in the time taken. */
function requireToken(request: FastifyRequest, token: string): void {
  const given = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const digest = (text: string) => createHash('sha256').update(text).digest()
  if (given !== undefined && timingSafeEqual(digest(given.trim()), digest(token))) return
  throw new HttpProblem(401, 'unauthorized', '令牌不对或没有带：请在请求头写 Authorization: Bearer 加上 API_TOKEN 的值。')
}
