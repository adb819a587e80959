/** Endpoints that no screen of ours calls, and who they are for. */
export const MACHINE_ENDPOINTS: Readonly<Record<string, string>> = {
  'GET /health': 'the supervisor of the process: is it alive',
  'GET /ready': 'the proxy in front: may it send requests',
  'GET /metrics': 'monitoring',
}
