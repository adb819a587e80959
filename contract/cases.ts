import { endpoints } from './endpoint.ts'
import { problems } from './problem.ts'

export const caseProblems = problems({})
export const caseEndpoints = endpoints({})
