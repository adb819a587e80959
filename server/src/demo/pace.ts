/** How fast the demo's people work: mostly within the limits of the procedure, with a long tail that is late. */
import type { Act } from '@bihuan/domain/acts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

type Waits = Partial<Record<Act, number>>

const ORDINARY: Waits = {
  assess: 6 * MINUTE,
  dispatch: 6 * MINUTE,
  accept: 20 * MINUTE,
  arrive: 9 * MINUTE,
  submit: 22 * HOUR,
  pass: 70 * MINUTE,
  'verify-pass': 13 * MINUTE,
  'record-call-back': 5 * HOUR,
  'conclude-consult': 20 * HOUR,
  supplement: 4 * HOUR,
}

/** 530: on the scene in 5 minutes, handled in 30. 11301: routed in one, on the scene in 30, done in a day. */
const BY_PROCEDURE: Record<string, Waits> = {
  '530': {
    assess: MINUTE,
    dispatch: MINUTE,
    accept: 0.8 * MINUTE,
    arrive: 1.3 * MINUTE,
    submit: 11 * MINUTE,
    pass: 9 * MINUTE,
  },
  '11301': {
    ...{ assess: 0.2 * MINUTE, dispatch: 0.2 * MINUTE, accept: 0.3 * MINUTE, arrive: 11 * MINUTE },
    submit: 8 * HOUR,
  },
  'danger-to-life': { arrive: 2 * MINUTE, submit: 14 * MINUTE },
}

/** The usual time until this act in this procedure (ms), or null: nobody does it by himself. */
export function usualWait(act: Act, procedureId: string): number | null {
  return BY_PROCEDURE[procedureId]?.[act] ?? ORDINARY[act] ?? null
}
