/** What the verifier may find, each with its sentences; `{name}` is filled from the finding's places. */

export interface Place {
  subject?: string
  /** The record's number for people, where the subject is a case. */
  number?: string
  table?: string
  seq?: number
  until?: number
  event?: string
  act?: string
  position?: number
  seal?: number
  file?: string
  expected?: string | number
  found?: string | number
}

export interface Finding {
  code: FindingCode
  place: Place
  zh: string
  en: string
}

export const FINDINGS = {
  'event.altered': {
    zh: '事件内容被改动：{who}第 {seq} 步（{act}，事件 {event}）的内容与其哈希不符。',
    en: 'An event was altered: {who}step {seq} ({act}, event {event}) does not match its hash.',
  },
  'event.chain-broken': {
    zh: '事件链断开：{who}第 {seq} 步（事件 {event}）没有接在第 {expected} 步之后；其前面的内容被替换过。',
    en: 'The chain is broken: {who}step {seq} (event {event}) does not follow from step {expected}; what stood before it was replaced.',
  },
  'event.middle-missing': {
    zh: '事件链中段被删：{who}缺少第 {seq} 至 {until} 步。',
    en: 'The middle of a chain was deleted: {who}steps {seq} to {until} are missing.',
  },
  'event.tail-missing': {
    zh: '事件链末尾被删：{who}应有 {expected} 步，只找到 {found} 步。',
    en: 'The tail of a chain was deleted: {who}the head says {expected} steps, {found} were found.',
  },
  'event.all-missing': {
    zh: '事件链全部被删：{who}应有 {expected} 步，一步也没有找到。',
    en: 'A whole chain was deleted: {who}the head says {expected} steps, none was found.',
  },
  'head.behind': {
    zh: '记录落后于事件链：{who}记录停在第 {expected} 步，事件链有 {found} 步；有人绕过系统添加了事件，或改回了记录。',
    en: 'The record is behind its chain: {who}the record stands at step {expected}, the chain has {found}; events were added, or the record set back, past the program.',
  },
  'head.altered': {
    zh: '记录所指的末尾与事件链不符：{who}第 {seq} 步的哈希不同。',
    en: 'The head that the record bears differs from its chain: {who}the hash of step {seq} is another.',
  },
  'head.missing': {
    zh: '事件链没有记录：{who}的记录已不存在，但有 {found} 步事件。',
    en: 'A chain without its record: {who}the record is gone, {found} steps are there.',
  },
  'log.event-missing': {
    zh: '事件既不在日志中，也不在待入日志的队列中：{who}第 {seq} 步（事件 {event}）；日志条目被删。',
    en: 'An event is neither in the log nor waiting for it: {who}step {seq} (event {event}); its log entry was removed.',
  },
  'log.event-twice': { zh: '事件被重复登记：事件 {event}。', en: 'An event is entered twice: event {event}.' },
  'log.gap': {
    zh: '日志有缺口：缺少第 {position} 至 {until} 位。',
    en: 'The log has a gap: positions {position} to {until} are missing.',
  },
  'log.dangling': {
    zh: '日志第 {position} 位所指的事件 {event} 不存在：事件被删。',
    en: 'Position {position} of the log names event {event}, which is not there: the event was deleted.',
  },
  'log.order': {
    zh: '日志次序被改：{who}第 {seq} 步在日志中排到了上一步之前（第 {position} 位）。',
    en: 'The order of the log was changed: {who}step {seq} stands before the step that it follows (position {position}).',
  },
  'seal.root': {
    zh: '封印 {seal} 与日志不符：第 {position} 至 {until} 位的事件在封印后被改动、调换或删除。',
    en: 'Seal {seal} does not match the log: an event at positions {position} to {until} was altered, exchanged or deleted after sealing.',
  },
  'seal.altered': {
    zh: '封印 {seal} 的内容被改动：与其哈希不符。',
    en: 'Seal {seal} was altered: it does not match its hash.',
  },
  'seal.signature': {
    zh: '封印 {seal} 的签名无效：封印是伪造的。',
    en: 'The signature of seal {seal} is not valid: it was forged.',
  },
  'seal.key': {
    zh: '封印 {seal} 由另一把密钥签署（{found}，应为 {expected}）。若密钥并未更换过，该封印是伪造的。',
    en: 'Seal {seal} is signed with another key ({found}, expected {expected}). Unless the key was replaced on record, the seal is forged.',
  },
  'seal.chain': {
    zh: '封印 {seal} 没有接在上一个封印之后：中间的封印被替换。',
    en: 'Seal {seal} does not follow from the seal before it: a seal was replaced.',
  },
  'seal.missing': { zh: '封印 {seal} 不存在：封印被删。', en: 'Seal {seal} is missing: it was deleted.' },
  'seal.range': {
    zh: '封印 {seal} 应从第 {expected} 位开始，却从第 {found} 位开始。',
    en: 'Seal {seal} should begin at position {expected}, but begins at {found}.',
  },
  'seal.beyond-log': {
    zh: '封印 {seal} 覆盖到第 {expected} 位，日志却只到第 {found} 位：封印后的末尾被删。',
    en: 'Seal {seal} covers up to position {expected}, the log ends at {found}: its tail was deleted after sealing.',
  },
  'seal.kind': {
    zh: '封印 {seal} 写明的数据性质（{found}）与本城市（{expected}）不同。',
    en: 'Seal {seal} says that the data is {found}; this city is {expected}.',
  },
  'handed.other-city': {
    zh: '封印文件属于另一个城市（{found}，本城市为 {expected}）。',
    en: 'The seal file belongs to another city ({found}; this one is {expected}).',
  },
  'handed.forged': {
    zh: '封印文件本身不成立：其中封印 {seal} 的哈希、次序或签名无效。',
    en: 'The seal file itself does not hold: hash, order or signature of its seal {seal} is not valid.',
  },
  'handed.missing': {
    zh: '库中没有交出过的封印 {seal}：封印及其后的内容被删或重做。',
    en: 'Seal {seal}, which was handed out, is not in the database: it was deleted, or all was made anew.',
  },
  'handed.differs': {
    zh: '库中的封印 {seal} 与交出的文件不同：第 {position} 至 {until} 位的内容在交出后被改写并重新封印。',
    en: 'Seal {seal} in the database differs from the one handed out: positions {position} to {until} were rewritten and sealed anew.',
  },
  'media.swapped': {
    zh: '媒体文件被调换：{who}{act}所附文件的内容为 {found}，事件记载为 {expected}（文件 {file}）。',
    en: 'A media file was swapped: {who}{act}: its bytes are {found}, the event says {expected} (file {file}).',
  },
  'media.missing': {
    zh: '媒体文件不见了：{who}{act}所附文件 {expected}（文件 {file}）。',
    en: 'A media file is gone: {who}{act}: {expected} (file {file}).',
  },
  'media.unreadable': {
    zh: '媒体文件无法解密：{who}{act}所附文件 {expected}（文件 {file}）；内容被改动或密钥不符。',
    en: 'A media file does not decrypt: {who}{act}: {expected} (file {file}); its bytes were altered, or the key is another.',
  },
  'projection.differs': {
    zh: '记录与其事件不符：{who}{act}应为 {expected}，却是 {found}。',
    en: 'A record differs from its events: {who}{act} should be {expected} and is {found}.',
  },
  'projection.failed': {
    zh: '{act} 的记录无法由其事件重新推算（{found}）：事件被改动，或由另一版本的程序写成；其余记录未再核对。',
    en: 'The records of {act} cannot be folded from their events ({found}): an event was altered, or written by another release; the rest of them was not checked.',
  },
} as const
export type FindingCode = keyof typeof FINDINGS

/** "case 2026-000123-7, " or "account 0190…, ": who it is about. */
function who(place: Place, language: 'zh' | 'en'): string {
  if (!place.subject) return ''
  const zh = language === 'zh'
  const kind = place.table === 'cases' ? (zh ? '案件' : 'case') : (place.table ?? (zh ? '对象' : 'subject'))
  return `${kind} ${place.number ?? place.subject}${zh ? ' ' : ', '}`
}

export function finding(code: FindingCode, place: Place): Finding {
  const fill = (sentence: string, language: 'zh' | 'en') =>
    sentence.replace(/\{(\w+)\}/g, (_whole, name: string) =>
      name === 'who' ? who(place, language) : String(place[name as keyof Place] ?? '?'),
    )
  return { code, place, zh: fill(FINDINGS[code].zh, 'zh'), en: fill(FINDINGS[code].en, 'en') }
}

/** Findings kept per code; beyond it they are only counted. */
const KEPT = 200

export class Findings {
  private readonly kept: { code: FindingCode; place: Place }[] = []
  readonly counts = new Map<FindingCode, number>()
  /** The lowest position of the log at which something is known to be wrong; nothing from there on is proven. */
  firstDamage = Infinity

  add(code: FindingCode, place: Place): void {
    if (/^(event|log)\./.test(code) && place.position) this.firstDamage = Math.min(this.firstDamage, place.position)
    const count = (this.counts.get(code) ?? 0) + 1
    this.counts.set(code, count)
    if (count <= KEPT) this.kept.push({ code, place })
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0)
  }

  get subjects(): string[] {
    return [...new Set(this.kept.flatMap(({ place }) => (place.subject ? [place.subject] : [])))]
  }

  /** With the numbers by which people know the records. */
  list(labels: Map<string, { table: string; number?: string }>): Finding[] {
    return this.kept.map(({ code, place }) =>
      finding(code, { ...place, ...(place.subject ? labels.get(place.subject) : {}) }),
    )
  }
}
