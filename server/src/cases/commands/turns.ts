/** Those who met at one case, one after the other: within this process nobody is overtaken again and again. */
const turns = new Map<string, Promise<unknown>>()

/** Runs `work` when all that queued before it for the same case have ended, however they ended. */
export async function inTurn<T>(caseId: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(caseId) ?? Promise.resolve()
  const mine = before.then(work, work)
  // The failure is its own caller's; whoever comes next goes on regardless.
  const ended = mine.catch(() => undefined)
  turns.set(caseId, ended)
  try {
    return await mine
  } finally {
    if (turns.get(caseId) === ended) turns.delete(caseId)
  }
}
