import type { IncomingMessage } from 'node:http'
import helmet from '@fastify/helmet'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import type { App } from '../app.ts'
import { toError } from '../core/errors.ts'
import { registerApi } from './api.ts'
import { registerCallbacks } from './callbacks.ts'
import { registerHealth } from './health.ts'
import { createMetrics, registerMetrics } from './metrics.ts'
import { notFound, toBody, toProblem } from './problem.ts'
import { registerSandbox } from './sandbox.ts'

/** Largest body that is read; more is answered 413 (interface §4). */
const BODY_LIMIT = 1_048_576
/** A request has to arrive whole within this time. */
const REQUEST_TIMEOUT_MS = 60_000
/** How long the rest of a refused body is read, so that its sender can read the refusal. */
const DISCARD_MS = 5_000

/** The page shows itself, pictures that were just chosen (data:, blob:), and nothing from elsewhere. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
}

/** The web side of the house: health, metrics, the open API, and the sandbox when it is on. Not yet listening. */
export function createServer(app: App): FastifyInstance {
  const refuse = async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const problem = toProblem(error)
    if (problem.status >= 500) app.log.error({ err: toError(error), route: request.routeOptions.url }, 'a request failed')
    if (problem.status === 413) await discard(request.raw)
    await reply.code(problem.status).send(toBody(problem))
  }
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
  })
  server.removeContentTypeParser('text/plain')
  server.setErrorHandler(refuse)
  server.setNotFoundHandler(async () => {
    throw notFound('没有这个地址。')
  })
  // Transport security is the business of the proxy in front, which alone knows the certificate.
  server.register(helmet, { contentSecurityPolicy, hsts: false })
  const metrics = createMetrics(app)
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    metrics.observe({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
    app.log.debug({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request served')
  })
  server.register(async (scope) => {
    registerHealth(scope, app)
    registerMetrics(scope, metrics)
    registerApi(scope, app)
    registerCallbacks(scope, app)
    if (app.sandbox) await registerSandbox(scope, app, app.sandbox)
  })
  return server
}

/** Reads and drops what is still coming in: a socket closed on unread bytes resets, and the sender would never see the answer. */
async function discard(incoming: IncomingMessage): Promise<void> {
  if (incoming.complete) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, DISCARD_MS)
    incoming.once('close', resolve).once('end', resolve).once('error', resolve)
    incoming.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer))
    incoming.resume()
  })
}
