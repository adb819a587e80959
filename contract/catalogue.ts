import { endpoints } from './endpoint.ts'
import { problems } from './problem.ts'

export const catalogueProblems = problems({})
export const catalogueEndpoints = endpoints({})
