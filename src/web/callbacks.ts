import type { FastifyInstance, HTTPMethods } from 'fastify'
import type { App } from '../app.ts'
import type { Callback, CallbackRequest } from '../core/platform.ts'
import { HttpProblem } from './problem.ts'

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Adds the addresses that platforms call, below /callbacks/ (interface §4). Bodies are handed on as they came: signatures are over their bytes. */
export function registerCallbacks(server: FastifyInstance, app: App): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    // Whatever a platform calls its body, or a proxy makes of that, is none of our business: what counts is the signature.
    scope.addHook('onRequest', async (request) => {
      request.headers = { 'content-type': 'application/octet-stream' }
    })
    for (const platform of app.platforms.values()) for (const callback of platform.callbacks ?? []) addCallback(scope, callback)
  })
}

function addCallback(scope: FastifyInstance, { path, methods, handle }: Callback): void {
  const url = `/callbacks/${path}`
  scope.route<{ Querystring: CallbackRequest['query'] }>({
    method: [...methods],
    url,
    exposeHeadRoute: false,
    async handler(request, reply) {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const method = request.method === 'GET' ? 'GET' : 'POST'
      const response = await handle({ method, query: request.query, headers: request.raw.headers, body })
      return await reply.code(response.status).type(response.type).send(response.body)
    },
  })
  scope.route({
    method: METHODS.filter((method) => !methods.some((own) => own === method)),
    url,
    async handler(_request, reply) {
      reply.header('allow', methods.join(', '))
      throw new HttpProblem(405, 'method-not-allowed', `这个地址只接收 ${methods.join('、')} 请求。`)
    },
  })
}
