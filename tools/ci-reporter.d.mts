export function summarise(
  text: string,
  checkCode: number,
  testCode: number,
): { passed: number; skipped: number; failures: string[] }
