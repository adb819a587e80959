/**
 * The log: one JSON object a line on stderr. Never a request's body, a header or a query: they may hold personal data.
 */
export const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type Level = (typeof LEVELS)[number]

export interface Logger {
  debug(fields: object | string, message?: string): void
  info(fields: object | string, message?: string): void
  warn(fields: object | string, message?: string): void
  error(fields: object | string, message?: string): void
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown }
  return {
    name: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint, table }),
    stack: error.stack
      ?.split('\n')
      .slice(1, 12)
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  }
}

export function createLogger(
  level: Level,
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Logger {
  const threshold = LEVELS.indexOf(level)
  const at = (name: Level) => (fields: object | string, message?: string) => {
    if (LEVELS.indexOf(name) < threshold) return
    const { err, ...rest } = typeof fields === 'string' ? ({} as { err?: unknown }) : (fields as { err?: unknown })
    write(
      `${JSON.stringify({
        time: new Date().toISOString(),
        level: name,
        message: typeof fields === 'string' ? fields : message,
        ...rest,
        ...(err === undefined ? {} : { error: describe(err) }),
      })}\n`,
    )
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** The same log in the shape that Fastify asks for. Its own chatter about each request is left out. */
export function forFastify(logger: Logger, level: Level) {
  const adapted = {
    level,
    fatal: logger.error,
    error: logger.error,
    warn: logger.warn,
    // The terminal is told the address in words.
    info: (fields: object | string, message?: string) =>
      typeof fields === 'string' && fields.startsWith('Server listening')
        ? logger.debug(fields)
        : logger.info(fields, message),
    debug: logger.debug,
    trace: () => undefined,
    silent: () => undefined,
    child: () => adapted,
  }
  return adapted
}
