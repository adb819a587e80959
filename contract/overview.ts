import { endpoints } from './endpoint.ts'

export const overviewEndpoints = endpoints({})
