/**
 * What a failure leaves in the log: its kind, its code and where it happened. Messages of the database quote what was
 * sent (a letter's text, a name) and its driver hangs queries and parameters on the error, so neither is written.
 */
export function errorLine(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  // A parser quotes what it could not read, too.
  const quotes = 'severity' in error || 'routine' in error || error instanceof SyntaxError
  const field = (name: string) =>
    name in error && typeof (error as never)[name] === 'string' ? { [name]: (error as never)[name] } : {}
  const stack = (error.stack ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, 20)
  return {
    type: error.name,
    ...(quotes ? {} : { message: error.message.slice(0, 300) }),
    ...field('code'),
    ...field('constraint'),
    ...field('table'),
    stack,
    ...(error.cause instanceof Error ? { cause: errorLine(error.cause) } : {}),
  }
}
