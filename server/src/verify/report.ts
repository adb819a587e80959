/** The report in words: Chinese, then English. What is proven and what is not is said as exactly as it is known. */
import type { Report } from './verify.ts'

const KINDS: Record<string, [string, string]> = {
  real: ['', ''],
  demo: ['（演示数据，非真实城市）', ' (demo data, not a real city)'],
  simulated: ['（模拟数据，非真实时间）', ' (simulated data, not real time)'],
}

/** Of each kind; one deleted event can bring dozens of wrong sums, which must not hide it. */
const SHOWN = 10

export function sentences(report: Report): string[] {
  const lines: string[] = []
  const say = (zh: string, en: string) => void lines.push(zh, en, '')
  const [zhKind, enKind] = KINDS[report.city.kind] ?? ['', '']
  say(
    `城市 ${report.city.schema}${zhKind}：核对了 ${report.subjects} 条记录的 ${report.events} 个事件，日志 1 至 ${report.top} 位，封印 ${report.seals} 个。`,
    `City ${report.city.schema}${enKind}: ${report.events} events of ${report.subjects} records, log positions 1 to ${report.top}, ${report.seals} seals were checked.`,
  )
  const shown = new Map<string, number>()
  for (const { code, zh, en } of report.findings) {
    const count = (shown.get(code) ?? 0) + 1
    shown.set(code, count)
    if (count <= SHOWN) say(`✗ ${zh}`, `✗ ${en}`)
  }
  for (const [code, count] of Object.entries(report.counts)) {
    if (count > SHOWN)
      say(
        `……同类（${code}）另有 ${count - SHOWN} 处；--json 列出更多。`,
        `… and ${count - SHOWN} more of ${code}; --json lists more.`,
      )
  }
  const found = Object.values(report.counts).reduce((sum, count) => sum + count, 0)
  if (report.media === null) {
    say(
      '媒体文件未核对：本机没有主密钥或文件夹，或已用 --no-media 跳过。',
      'Media were not checked: the master key or the folder is not on this machine, or --no-media was given.',
    )
  } else {
    say(
      `媒体文件：解密并核对了 ${report.media.files} 个（${Math.round(report.media.bytes / 1e6)} MB）。`,
      `Media: ${report.media.files} files were decrypted and hashed (${Math.round(report.media.bytes / 1e6)} MB).`,
    )
  }
  for (const [name, count] of Object.entries(report.projections)) {
    say(`${name}：由事件重新推算了 ${count} 条记录。`, `${name}: ${count} records were folded again from their events.`)
  }
  lines.push(...proven(report))
  say(
    report.intact ? '结论：完好，未发现任何改动。' : `结论：已被破坏，共 ${found} 处。`,
    report.intact ? 'Result: intact; no change was found.' : `Result: broken, in ${found} places.`,
  )
  lines.pop()
  return lines
}

function proven({ proven, handedOut, top, waiting }: Report): string[] {
  const newer = top - proven.to + waiting
  const rest: [string, string] =
    newer > 0
      ? [`其后的 ${newer} 个事件尚未被封印证明。`, `The ${newer} events after it are not yet proven by a seal.`]
      : ['其后没有更新的事件。', 'Nothing is newer.']
  if (proven.by === 'handed-out') {
    return [
      `已证明：第 1 至 ${proven.to} 位与 ${handedOut!.signedAt} 交出的封印 ${proven.seal} 一致。${rest[0]}`,
      `Proven: positions 1 to ${proven.to} are as they were when seal ${proven.seal} was handed out at ${handedOut!.signedAt}. ${rest[1]}`,
      '',
    ]
  }
  if (proven.by === 'own-seals') {
    return [
      `库内封印 1 至 ${proven.seal} 与第 1 至 ${proven.to} 位一致；这只能防范不掌握签名密钥的人。用 --against 对照交出的封印文件才是证明。${rest[0]}`,
      `Seals 1 to ${proven.seal} in the database agree with positions 1 to ${proven.to}; that guards only against those who do not have the signing key. Proof needs --against with a seal file that was handed out. ${rest[1]}`,
      '',
    ]
  }
  return handedOut
    ? [
        '与交出的封印文件不一致：什么也没有得到证明。',
        'The seal file that was handed out does not agree: nothing is proven.',
        '',
      ]
    : [
        `没有可用的封印：${top + waiting} 个事件均未被封印证明。`,
        `There is no seal that holds: none of the ${top + waiting} events is proven by one.`,
        '',
      ]
}
