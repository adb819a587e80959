import { endpoints } from './endpoint.ts'
import { problems } from './problem.ts'

export const fileProblems = problems({})
export const fileEndpoints = endpoints({})
