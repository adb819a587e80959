/** TanStack Query over `call`: a query is its endpoint's key and what it was given. */
import { QueryClient, useInfiniteQuery, useQuery, type QueryKey, type UseQueryOptions } from '@tanstack/react-query'
import { call, type Answered, type EndpointKey, type Given } from './call.ts'
import { whileAttended } from './hands.ts'
import { ApiProblem } from './problem.ts'

/** A fault of the line is tried again; what the server has decided is not. */
function worthRetrying(failures: number, error: Error): boolean {
  const passing = error instanceof ApiProblem && (error.status === 0 || error.status >= 502)
  return passing && failures < 3
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 20_000, gcTime: 300_000, retry: worthRetrying, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})

export function keyOf<K extends EndpointKey>(key: K, given?: Given<K>): QueryKey {
  return given === undefined ? [key] : [key, given]
}

type Options<T> = { every?: number } & Partial<
  Pick<UseQueryOptions<T, ApiProblem>, 'enabled' | 'staleTime' | 'placeholderData' | 'retry'>
>

export function useGet<K extends EndpointKey>(
  key: K,
  given: Given<K>,
  { every, ...options }: Options<Answered<K>> = {},
) {
  return useQuery<Answered<K>, ApiProblem>({
    queryKey: keyOf(key, given),
    queryFn: ({ signal }) => (call as Loose)(key, given, signal) as Promise<Answered<K>>,
    ...(every === undefined ? {} : { refetchInterval: whileAttended(every) }),
    ...options,
  })
}

type Loose = (key: EndpointKey, given: unknown, signal: AbortSignal) => Promise<unknown>

interface Page<Row> {
  rows: Row[]
  next: string | null
}
type RowOf<K extends EndpointKey> = Answered<K> extends { rows: (infer Row)[] } ? Row : never

/** A keyset list: pages are asked for as the reader comes to their end. */
export function useList<K extends EndpointKey>(key: K, given: Given<K>, options: { enabled?: boolean } = {}) {
  const query = useInfiniteQuery<Answered<K>, ApiProblem>({
    queryKey: [...keyOf(key, given), 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const asked = (given as { query?: Record<string, unknown> }).query ?? {}
      return (call as Loose)(key, { ...(given as object), query: { ...asked, next: pageParam } }, signal) as Promise<
        Answered<K>
      >
    },
    getNextPageParam: (last) => (last as Page<unknown>).next ?? undefined,
    ...options,
  })
  const pages = (query.data?.pages ?? []) as Page<RowOf<K>>[]
  return { ...query, rows: pages.flatMap((page) => page.rows), first: query.data?.pages[0] }
}

/** Asks again for every list and record that hangs on these endpoints. */
export function refresh(...starts: string[]): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: (query) => starts.some((start) => String(query.queryKey[0]).startsWith(`GET ${start}`)),
  })
}
