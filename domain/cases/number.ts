/** A case's number for people: year, running number, check digit (ISO 7064 MOD 11,10), e.g. `2026-00001234-6`. Gaps are allowed. */
export function caseNumber(year: number, running: number): string {
  const digits = `${year}${String(running).padStart(8, '0')}`
  return `${digits.slice(0, 4)}-${digits.slice(4)}-${checkDigit(digits)}`
}

/** Whether what somebody read out can be a number at all: catches one wrong digit and most swapped ones. */
export function isCaseNumber(text: string): boolean {
  const match = /^(\d{4})-?(\d{8,})-?(\d)$/.exec(text.trim())
  return match !== null && checkDigit(match[1]! + match[2]!) === Number(match[3])
}

function checkDigit(digits: string): number {
  let remainder = 10
  for (const digit of digits) {
    const sum = (remainder + Number(digit)) % 10
    remainder = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (11 - remainder) % 10
}
