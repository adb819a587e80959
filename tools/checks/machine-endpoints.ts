/** Endpoints that no screen of ours calls, and who they are for. */
export const MACHINE_ENDPOINTS: Readonly<Record<string, string>> = {
  'GET /health': 'the supervisor of the process: is it alive',
  'GET /ready': 'the proxy in front: may it send requests',
  'GET /metrics': 'monitoring',
  'GET /api/v1/procedures': 'other systems that show a case’s clocks read what the procedure sets',
  'GET /api/v1/stage-profiles': 'other systems that show a case’s stage read the names of the city’s loop',
  'PATCH /api/v1/uploads/{uploadId}': 'tus clients go on at the Location that they were given',
  'GET /api/v1/uploads/{uploadId}': 'tus clients ask how far an upload came',
  'DELETE /api/v1/uploads/{uploadId}': 'tus clients give an upload up',
}
