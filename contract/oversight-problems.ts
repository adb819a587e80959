/** Why oversight refuses. */
import { problems } from './problem.ts'

export const oversightProblems = problems({
  'oversight.period-not-over': {
    status: 422,
    zh: '抽查区间的最后一天 {to} 还没有过完；请选择今天以前的日期。',
    en: 'The last day of the period, {to}, is not over yet; choose a day before today.',
  },
  'oversight.number-not-said': {
    status: 422,
    zh: '用公开数字作种子时，必须事先写明是哪一个公开数字（例如某期开奖号码）。',
    en: 'With a public number as seed, say beforehand which number it will be (a lottery’s draw, for example).',
  },
  'oversight.draw-not-ready': {
    status: 409,
    zh: '抽样总体还没有冻结完；请稍候再试。',
    en: 'The population is still being frozen; try again in a moment.',
  },
  'oversight.population-empty': {
    status: 409,
    zh: '所选区域和区间内没有已结案的事件，无从抽取；请放宽范围重新计划。',
    en: 'No case was closed in that region and period, so nothing can be drawn; plan again with a wider one.',
  },
  'oversight.seed-not-there': {
    status: 409,
    zh: '种子取自日志第 {position} 条，这一条还没有产生；本市下一件事情发生后即可抽取。',
    en: 'The seed is the log’s entry {position}, which is not there yet; the draw can be made after the next thing happens in the city.',
  },
  'oversight.number-missing': {
    status: 422,
    zh: '请输入事先约定的公开数字：{of}。',
    en: 'Enter the public number that was agreed on: {of}.',
  },
  'oversight.draw-over': {
    status: 409,
    zh: '这次抽查已经公布或已放弃，不能再改。',
    en: 'This draw has been published or discarded; it cannot be changed any more.',
  },
  'oversight.not-your-task': {
    status: 403,
    zh: '这项抽查任务交给了别人；只有承担者可以登记结果。',
    en: 'This check was given to somebody else; only that person records its result.',
  },
  'oversight.barred': {
    status: 409,
    zh: '参与过这件事件的人（上报、处置、审核、核查、回访）以及主办、协办部门和处置队伍的成员不能抽查它；请交给其他人。',
    en: 'Whoever had a hand in this case, or belonged to a department or team that handled it, may not check it; give it to somebody else.',
  },
  'oversight.not-a-checker': {
    status: 409,
    zh: '所选人员没有在这个区域抽查的权限；请从候选名单中选择。',
    en: 'The person chosen has no power to check in this region; choose from the candidates.',
  },
  'oversight.task-over': {
    status: 409,
    zh: '这项抽查任务已经完成或已取消。',
    en: 'This check is done, or was dropped.',
  },
  'oversight.fault-missing': {
    status: 422,
    zh: '数据有误时，请至少选择一处有误的内容（位置、事项、时间、照片、人员）。',
    en: 'Where data are wrong, choose at least one thing that is (position, item, time, photo, person).',
  },
  'oversight.words-missing': {
    status: 422,
    zh: '结果不是“与记录一致”时，请写明现场看到的情况。',
    en: 'Where it was not as recorded, say what you saw on the scene.',
  },
  'oversight.evidence-missing': {
    status: 422,
    zh: '认定未整改时，请附一张现场照片作为佐证。',
    en: 'To find it not put right, attach a photo of the scene as evidence.',
  },
  'oversight.cases-not-chosen': {
    status: 422,
    zh: '请勾选事件，或给出一个筛选条件（二者选一）。',
    en: 'Choose cases by hand or give a filter, one of the two.',
  },
  'oversight.batch-too-large': {
    status: 422,
    zh: '一批最多督办 {most} 件；请缩小筛选范围，或分批进行。',
    en: 'A batch holds at most {most} cases; narrow the filter, or order in several batches.',
  },
  'oversight.batch-refused': {
    status: 409,
    zh: '有 {refused} 件不能督办（{numbers}），按您的选择整批没有发出；可改为“其余照发”。',
    en: '{refused} cases cannot be ordered ({numbers}); as you chose, none was. Choose “leave those out” to order the others.',
  },
  'oversight.batch-empty': {
    status: 409,
    zh: '所选事件中没有可以督办的；请重新选择未结案的事件。',
    en: 'None of the chosen cases can be ordered; choose open ones.',
  },
})
