/** Why an act on a case was refused, in words that say what to do instead. */
import type { RefusalCode } from '@bihuan/domain/cases/guard'
import { problems, type ProblemKind } from './problem.ts'

const conflict = (zh: string, en: string): ProblemKind => ({ status: 409, zh, en })
const invalid = (zh: string, en: string): ProblemKind => ({ status: 422, zh, en })
const forbidden = (zh: string, en: string): ProblemKind => ({ status: 403, zh, en })

export const caseProblems = problems({
  'case.transition-not-allowed': conflict(
    '案件当前状态不能进行这项操作；请刷新查看最新进展。',
    'This act is not possible in the case’s present state; refresh to see where it is.',
  ),
  'case.not-your-role': forbidden(
    '您的角色或管辖范围不能进行这项操作。',
    'Your role or scope does not allow this act.',
  ),
  'case.only-the-finder': forbidden('只有上报人可以这样做。', 'Only the person who reported it may do this.'),
  'case.only-the-lead': forbidden(
    '只有主办部门或处置队伍的成员可以这样做。',
    'Only members of the lead department or its team may do this.',
  ),
  'case.finder-may-not': forbidden(
    '采办分离：上报人不能决定自己上报的案件不成立；请由他人处理。',
    'Finding and deciding are kept apart: whoever found it may not decide that it is nothing. Ask a colleague.',
  ),
  'case.handler-may-not-verify': forbidden(
    '采办分离：处置过此案的部门或队伍成员不能核查；请由他人核查。',
    'Whoever handled a case never verifies it; somebody else must.',
  ),
  'case.reviewer-submitted-it': forbidden(
    '办结人不能审核自己的办结；请由部门内他人审核。',
    'Whoever submitted the work may not review it; a colleague must.',
  ),
  'case.own-request': forbidden(
    '不能批准自己提出的申请；请由他人审批。',
    'You may not decide on your own request; somebody else must.',
  ),
  'case.withdraw-too-late': conflict(
    '上报超过 10 分钟，不能撤回；可以添加备注说明情况。',
    'More than ten minutes have passed since the report; add a note instead.',
  ),
  'case.somebody-acted': conflict(
    '已有人开始处理，不能撤回；可以添加备注说明情况。',
    'Somebody has already acted on it; add a note instead.',
  ),
  'case.already-asked': conflict(
    '已退回补充，正在等待上报人答复。',
    'The reporter has already been asked; wait for the answer.',
  ),
  'case.nothing-asked': conflict('没有需要补充的内容；可以添加备注。', 'Nothing has been asked; add a note instead.'),
  'case.already-assessed': conflict(
    '已经立案；如需更正，请使用“更正分类”。',
    'It has been assessed; use “reclassify” to correct it.',
  ),
  'case.not-assessed': conflict(
    '尚未立案（先处置后补手续）；请先立案。',
    'It has not been assessed yet (act first, paperwork after): assess it first.',
  ),
  'case.not-declined': conflict('只有不予立案的案件可以申诉。', 'Only a declined case can be contested.'),
  'case.already-contested': conflict('申诉只能提出一次。', 'A decision can be contested once only.'),
  'case.consult-open': conflict(
    '会商尚未结束；请先记录会商结论。',
    'The consult is still open; record its conclusion first.',
  ),
  'case.no-consult': conflict('当前没有进行中的会商。', 'No consult is open.'),
  'case.returned-before': conflict(
    '贵部门已退单一次，不能再次退单；如有异议请呼叫上级。',
    'Your department has returned this case once already; if you still object, call the level above.',
  ),
  'case.return-after-consult': conflict(
    '会商已确定主办部门，不能再退单。',
    'The consult has settled who leads; it cannot be returned.',
  ),
  'case.already-arrived': conflict('已记录到场。', 'The arrival has been recorded already.'),
  'case.suspended': conflict('案件已挂起；请先恢复。', 'The case is suspended; resume it first.'),
  'case.not-suspended': conflict('案件没有挂起。', 'The case is not suspended.'),
  'case.request-open': conflict('同类申请正在等待审批。', 'A request of this kind is already waiting for a decision.'),
  'case.no-request': conflict('没有待审批的申请。', 'No such request is waiting.'),
  'case.extensions-used-up': conflict(
    '延期最多 {most} 次，已用完。',
    'At most {most} extensions are possible; they are used up.',
  ),
  'case.extension-too-late': conflict(
    '延期须在到期前申请；现已超期。',
    'An extension must be asked for before the due time; it has passed.',
  ),
  'case.nothing-to-extend': conflict(
    '处置没有时限，无需延期。',
    'Handling has no limit here; there is nothing to extend.',
  ),
  'case.reopen-too-late': conflict(
    '结案超过 30 天，不能重开；请重新上报。',
    'It was closed more than 30 days ago; report it anew.',
  ),
  'case.void-needs-request': conflict(
    '派遣后作废须先由派遣员申请、督查员同意。',
    'After dispatch a case is made void only on a dispatcher’s request with a supervisor’s consent.',
  ),
  'case.void-needs-supervisor': forbidden(
    '派遣后作废须由督查员同意。',
    'After dispatch only a supervisor may consent to making it void.',
  ),
  'case.undo-not-yours': conflict(
    '之后已有他人操作，或上一步不是您做的，不能撤销。',
    'Something followed, or the last act was not yours; it cannot be undone.',
  ),
  'case.undo-too-late': conflict('撤销须在 10 秒内。', 'Undoing is possible within ten seconds.'),
  'case.undo-impossible': conflict('这一步不能撤销。', 'This act cannot be undone.'),
  'case.no-order': conflict('没有进行中的督办。', 'No supervise order is open.'),
  'case.no-call': conflict('没有待答复的呼叫。', 'No call is waiting for an answer.'),
  'case.not-the-office-called': forbidden(
    '只有被呼叫的指挥机构可以答复。',
    'Only the office that was called may answer.',
  ),
  'case.not-overdue': conflict('时限未到，或已上报。', 'The clock has not run out, or it was told already.'),
  'case.already-following': conflict('已在关注。', 'You follow it already.'),
  'case.not-following': conflict('没有关注。', 'You do not follow it.'),
  'case.item-unknown': invalid('没有这个事项；请重新选择。', 'There is no such item; choose again.'),
  'case.condition-unknown': invalid(
    '该事项没有这个立案条件；请重新选择。',
    'The item has no such condition; choose again.',
  ),
  'case.department-unknown': invalid('没有这个部门；请重新选择。', 'There is no such department; choose again.'),
  'case.ended-when': invalid(
    '已结案或作废的历史事件须有不早于上报时间、不晚于现在的结束时间；未办结的不应有。',
    'A case of an old system that ended needs the time at which it did, after its report and before now; an open one has none.',
  ),
  'case.department-not-in-duty': invalid(
    '责任表没有给出唯一的主办部门；请手工选择。',
    'The duty table names no single lead; choose one by hand.',
  ),
  'case.team-not-of-lead': invalid(
    '队伍不属于主办部门；请重新选择。',
    'The team does not belong to the lead department; choose again.',
  ),
  'case.place-unknown': invalid(
    '请给出位置；位置不明时请选择所在区域。',
    'Give a position, or choose a region if the position is unknown.',
  ),
  'case.outside-city': invalid(
    '位置不在本市范围内；请检查坐标（经度、纬度是否颠倒），或选“位置不明”并选择区域。',
    'The position lies outside the city; check that longitude and latitude are not swapped, or say “position unknown” and choose a region.',
  ),
  'case.no-team-near': invalid(
    '附近没有可用的队伍；请按普通方式上报并电话求助。',
    'No team serves this place; report in the ordinary way and telephone for help.',
  ),
  'case.no-office-above': conflict(
    '已是最高一级，没有上级可呼叫。',
    'This is the highest level; there is nobody above to call.',
  ),
  'case.before-evidence-missing': invalid('立即整改须附整改前照片。', 'Fixing on the spot needs a photo from before.'),
  'case.after-evidence-missing': invalid('该事项办结须附整改后照片。', 'This item needs a photo of the result.'),
  'case.reason-missing': invalid('请填写原因。', 'Give a reason.'),
  'case.extension-too-long': invalid(
    '每次延期不能超过原时限（{amount} {unit}），且单位须相同。',
    'An extension may be at most the original limit ({amount} {unit}), in the same unit.',
  ),
  'case.suspension-terms': invalid(
    '挂起须给出恢复日期（一年以内的将来时间）或恢复条件，二者选一。',
    'A suspension needs either a date within the coming year or a named condition, not both.',
  ),
  'case.parent-invalid': invalid(
    '不能并入自身、已结束的案件或不存在的案件；请重新选择。',
    'A case cannot be merged into itself, into an ended case, or into one that does not exist; choose again.',
  ),
  'case.already-assisting': conflict('该部门已在办理此案。', 'This department is on the case already.'),
  'case.text-unknown': {
    status: 404,
    zh: '没有这段内容，或已按规定删除。',
    en: 'There is no such text, or it has been erased.',
  },
  'case.filters-full': conflict(
    '最多保存 {most} 个筛选；请先删除不用的。',
    'At most {most} filters can be saved; remove one that is not needed.',
  ),
} satisfies Record<RefusalCode | 'case.text-unknown' | 'case.filters-full', ProblemKind>)
