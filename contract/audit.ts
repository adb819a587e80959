import { endpoints } from './endpoint.ts'
import { problems } from './problem.ts'

export const auditProblems = problems({})
export const auditEndpoints = endpoints({})
