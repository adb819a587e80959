import { endpoints } from './endpoint.ts'
import { problems } from './problem.ts'

export const territoryProblems = problems({})
export const territoryEndpoints = endpoints({})
