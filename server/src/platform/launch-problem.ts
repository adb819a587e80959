/** Why the program cannot start or go on, said to the person at the terminal: what is wrong and what to do, in two languages. */

/** Exit codes of the program: 1 a defect, 2 a setting, 3 the machine (port, disk, folder, platform). 0 is only a clean end. */
export type ExitCode = 1 | 2 | 3

export class LaunchProblem extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
    readonly exitCode: ExitCode = 3,
    options?: ErrorOptions,
  ) {
    super(en, options)
  }
}

/** The sentence for an error of the file system or the network that a person can do something about; null for any other. */
export function launchProblemOf(error: unknown, where: string): LaunchProblem | null {
  if (error instanceof LaunchProblem) return error
  const { code, message } = error as { code?: string; message?: string }
  const cause = { cause: error }
  if (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    code === '53100' ||
    /No space left on device|could not extend file|Check free disk space/.test(message ?? '')
  ) {
    return new LaunchProblem(
      `磁盘已满，无法写入 ${where}。请清理空间后重新启动。`,
      `The disk is full: ${where} cannot be written. Free some space and start again.`,
      3,
      cause,
    )
  }
  if (
    code === 'EROFS' ||
    code === 'EACCES' ||
    code === 'EPERM' ||
    /Read-only file system|Permission denied/.test(message ?? '')
  ) {
    return new LaunchProblem(
      `无法写入 ${where}（只读或没有权限）。请修改权限，或用 DATA_DIR 指定一个可写的文件夹。`,
      `${where} cannot be written (read-only, or no permission). Change its permissions, or name a writable folder in DATA_DIR.`,
      3,
      cause,
    )
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new LaunchProblem(
      `${where} 不是文件夹。请用 DATA_DIR 指定一个文件夹。`,
      `${where} is not a folder. Name a folder in DATA_DIR.`,
      3,
      cause,
    )
  }
  return null
}
