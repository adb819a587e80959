/** The thread that reads rows of a file of cases. */
import { serveThread } from '../bulk/thread.ts'
import { readRows, type Stretch } from './reading.ts'

await serveThread((land, more) => {
  const { checkOnly } = more as { checkOnly: boolean }
  return (stretch: Stretch) => {
    const { tellings, findings } = readRows(land, stretch)
    return { tellings: checkOnly ? [] : tellings, extra: { findings, good: tellings.length } }
  }
})
