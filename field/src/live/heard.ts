/** The subject that a message of the stream is about; undefined for heartbeats, null when it cannot be told. */
export function heardOf(data: string): string | null | undefined {
  if (!data) return undefined
  try {
    const message = JSON.parse(data) as { subject?: unknown }
    return typeof message.subject === 'string' ? message.subject : null
  } catch (error) {
    console.warn('a message of the stream cannot be read', error)
    return null
  }
}
