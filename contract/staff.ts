import { endpoints } from './endpoint.ts'
import { problems } from './problem.ts'

export const staffProblems = problems({})
export const staffEndpoints = endpoints({})
