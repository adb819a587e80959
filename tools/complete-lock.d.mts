export interface LockEntry {
  version?: string
  dev?: boolean
  license?: string
  engines?: Record<string, string>
  optionalDependencies?: Record<string, string>
}
export function complete(lock: { packages: Record<string, LockEntry> }): string[]
