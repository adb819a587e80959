import { endpoints } from './endpoint.ts'

export const platformEndpoints = endpoints({})
