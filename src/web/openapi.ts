import { z } from 'zod'
import type { FieldSpec, FieldSpecs, FieldType } from '../core/fields.ts'
import type { Commands } from '../domain/command.ts'
import { type ApiRoute, apiRoutes } from './api-routes.ts'
import { readVersion } from './version.ts'

type Json = Record<string, unknown>

/** The open API as an OpenAPI 3.1 document, written from the routes' schemas and the fields that the commands declare. */
export function openApiDocument(commands: Commands): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: '乡报开放接口',
      version: readVersion(),
      description: '只读。时间为 ISO 8601（+08:00），日期为 YYYY-MM-DD。各类记录的 fields 见 components.schemas 中的 fields.<kind>。',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths: Object.fromEntries(apiRoutes.map((route) => [route.path, { get: toOperation(route) }])),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: toSchema(z.object({ error: z.object({ code: z.string(), message: z.string() }) })),
        ...fieldSchemas(commands),
      },
    },
  }
}

function toOperation({ path, summary, input, output }: ApiRoute): Json {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input' })
  const parameters = Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = Object(schema)
    const inPath = path.includes(`{${name}}`)
    return { name, in: inPath ? 'path' : 'query', required: inPath || required.includes(name), description, schema: rest }
  })
  const problem = (description: string): Json => ({
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  return {
    operationId: path.replace(/[{}]/g, '').split('/').filter(Boolean).join('-'),
    summary,
    parameters,
    responses: {
      200: { description: '成功', content: { 'application/json': { schema: toSchema(output) } } },
      400: problem('参数写得不对，message 说明哪一个、怎么写'),
      401: problem('令牌不对'),
      404: problem('没有这条内容'),
    },
  }
}

function toSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema)
  return rest
}

/** `fields` of each kind, as its command declares them. */
function fieldSchemas(commands: Commands): Json {
  const reports = commands.all.filter((command) => command.form === 'report')
  return Object.fromEntries(reports.map(({ name, title, fields }) => [`fields.${name}`, { title, ...fieldsSchema(fields) }]))
}

function fieldsSchema(fields: FieldSpecs): Json {
  // The date of the act stands beside the fields, as the entry's own.
  const stored = Object.entries(fields).filter(([key]) => key !== 'date')
  const properties: Json = Object.fromEntries(stored.map(([key, spec]) => [key, fieldSchema(spec)]))
  if (stored.some(([, spec]) => spec.type === 'household')) properties.householdId = { type: 'integer', description: '户的编号' }
  return { type: 'object', properties, required: stored.flatMap(([key, spec]) => (spec.required ? [key] : [])) }
}

const text: Json = { type: 'string' }
const texts: Json = { type: 'array', items: text }
const date: Json = { type: 'string', format: 'date' }
const unitRef: Json = { type: 'object', properties: { code: text, name: text }, required: ['code', 'name'] }

/** The stored shape of each type of field (core/fields.ts). */
const shapes: Record<FieldType, Json> = {
  household: text,
  text,
  choice: text,
  date,
  amount: { type: 'number' },
  count: { type: 'integer' },
  flag: { type: 'boolean', const: true },
  unit: unitRef,
  units: { type: 'array', items: unitRef },
  person: text,
  people: texts,
  owner: text,
  list: texts,
  decisions: { type: 'array', items: { type: 'object', properties: { text, owner: text, due: date }, required: ['text'] } },
  values: { type: 'object', additionalProperties: { type: 'number' } },
  period: text,
}

function fieldSchema(spec: FieldSpec): Json {
  const closed = spec.options && !spec.open ? { enum: spec.options.map((option) => option.name) } : {}
  return { ...shapes[spec.type], ...closed, description: spec.label }
}
