import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './problem.ts'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal is an answer; only what may pass by itself is asked again.
      retry: (count, error) => count < 2 && !(error instanceof ApiProblem && error.status < 500),
      staleTime: 15_000,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
