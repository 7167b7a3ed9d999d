import { type DestinationStream, type Logger, pino } from 'pino'
import { systemClock, toIso } from './clock.ts'
import type { LogLevel } from './environment.ts'

/**
 * The log: JSON lines. Messages are fixed sentences, values go into fields: `log.warn({ chat: 3 }, 'send refused')`.
 * Nothing about people is logged: such fields are hidden by name, and numbers like phones or identity cards wherever they stand.
 */
export type Log = Logger

const HIDDEN_FIELDS = ['text', 'name', 'head', 'phone', 'token', 'secret', 'authorization', 'params']
const HIDDEN = '***'

/** Phone numbers (with or without 86, blanks or dashes) and identity numbers; longer runs of digits are something else. */
const PERSONAL_NUMBERS = /(?<!\d)(?:(?:86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|\d{17}[\dXx])(?!\d)/g
/** What follows the `?` of an address: webhook keys, access tokens, signatures. */
const URL_QUERY = /((?:https?:\/\/|"url":")[^\s"?\\]*)\?[^\s"\\]*/g
/** Query errors of the database repeat the values that were to be written; here as they stand in JSON. */
const QUERY_VALUES = /\\nparams: (?:[^"\\]|\\.)*?(?=\\n {4}at |")/g

/** Makes the log, to standard output unless a stream is given. */
export function createLog(options: { level: LogLevel; stream?: DestinationStream }): Log {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${toIso(systemClock.now())}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: HIDDEN_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: HIDDEN },
      serializers: { err: describe },
      hooks: { streamWrite: hidePersonal },
    },
    options.stream ?? pino.destination(1),
  )
}

/** An error as it may be logged; only what every error has, since further fields may hold anything. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  return {
    type: error.name,
    code: 'code' in error ? error.code : undefined,
    stack: error.stack ?? error.message,
    cause: error.cause === undefined ? undefined : describe(error.cause),
  }
}

/** Works on the finished line, so that no way into the log goes past it. */
function hidePersonal(line: string): string {
  return line.replace(QUERY_VALUES, '').replace(URL_QUERY, `$1?${HIDDEN}`).replace(PERSONAL_NUMBERS, hideNumber)
}

/** A number that is a JSON value by itself stays one. */
function hideNumber(digits: string, offset: number, line: string): string {
  const before = line.charAt(offset - 1)
  const after = line.charAt(offset + digits.length)
  return ':[,'.includes(before) && ',]}'.includes(after) ? '0' : HIDDEN
}
