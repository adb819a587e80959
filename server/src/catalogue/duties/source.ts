/** What a revision of duties was started from, as it is kept with it. */
import { z } from 'zod'
import { dutyChanges, dutySource } from '@bihuan/contract/duties-edit'

const weight = z.object({
  cases: z.number(),
  changed: z.number(),
  tookProposed: z.number(),
  spared: z.number(),
  tookOther: z.number(),
})

/** A rule that a desk proposed after a return, and what was known of it then. */
const proposal = z.strictObject({
  type: z.literal('proposal'),
  changes: dutyChanges,
  caseId: z.uuid(),
  number: z.string(),
  rule: z.object({
    itemId: z.uuid(),
    regionId: z.uuid(),
    leadDepartmentId: z.uuid(),
    assistingDepartmentIds: z.array(z.uuid()),
  }),
  weight,
  since: z.string(),
})
export type ProposalSource = z.output<typeof proposal>

export const keptSource = z.union([dutySource, proposal])
export type KeptSource = z.output<typeof keptSource>
export { proposal as proposalSource }
