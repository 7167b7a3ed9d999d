import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { countEntries } from '../../db/queries/entry-lists.ts'
import { countMessages, countScheduleRuns } from '../../db/queries/metrics.ts'
import type { App } from '../app.ts'

/** Figures about the running program in Prometheus' text form; nothing in them names a person or a unit. */
export interface Metrics {
  contentType: string
  observe(request: { method: string; route: string; status: number; seconds: number }): void
  text(): Promise<string>
}

/** The figures of one server. What the database knows is counted when asked for, so that it is right after a restart too. */
export function createMetrics(app: App): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const { read } = app.store
  const requests = new Histogram({
    name: 'xiangbao_http_request_duration_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  new Counter({
    name: 'xiangbao_messages_total',
    help: 'Messages received, by outcome',
    labelNames: ['outcome'],
    registers,
    async collect() {
      this.reset()
      for (const outcome of ['done', 'failed']) this.inc({ outcome }, 0)
      for (const { outcome, messages } of await countMessages(read)) this.inc({ outcome }, messages)
    },
  })
  new Gauge({
    name: 'xiangbao_entries',
    help: 'Entries in the ledger, withdrawn ones too',
    registers,
    async collect() {
      this.set(await countEntries(read, { all: true }))
    },
  })
  new Gauge({
    name: 'xiangbao_outbox',
    help: 'Outgoing messages that wait (queued) or were refused for good (failed)',
    labelNames: ['state'],
    registers,
    async collect() {
      const { queued, failed } = await app.outboxCounts()
      this.set({ state: 'queued' }, queued)
      this.set({ state: 'failed' }, failed)
    },
  })
  new Counter({
    name: 'xiangbao_schedule_runs_total',
    help: 'Scheduled times that were run',
    registers,
    async collect() {
      this.reset()
      this.inc(await countScheduleRuns(read))
    },
  })
  countCalls(app, registry)
  return {
    contentType: registry.contentType,
    observe: ({ seconds, ...labels }) => requests.observe(labels, seconds),
    text: () => registry.metrics(),
  }
}

/** What goes out to platforms that count it. */
function countCalls(app: App, registry: Registry): void {
  const registers = [registry]
  new Gauge({
    name: 'xiangbao_platform_calls_month',
    help: 'Calls of a platform this month: made (used), expected by its end (forecast), allowed (most)',
    labelNames: ['platform', 'figure'],
    registers,
    collect() {
      this.reset()
      for (const { platform, used, forecast, most } of app.calls()) {
        this.set({ platform, figure: 'used' }, used)
        this.set({ platform, figure: 'forecast' }, forecast)
        this.set({ platform, figure: 'most' }, most)
      }
    },
  })
  new Counter({
    name: 'xiangbao_outbox_possibly_repeated_total',
    help: 'Sendings repeated because a crash or a lost answer left open whether they had arrived',
    registers,
    collect() {
      this.reset()
      this.inc(app.possiblyRepeated())
    },
  })
}

/** Adds GET /metrics. */
export function registerMetrics(server: FastifyInstance, metrics: Metrics): void {
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()))
}
