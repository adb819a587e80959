/** "Why did this go there" in sentences: each step of routing, with the names of what it speaks of. */
import type { ReasonStep } from '@bihuan/domain/routing'
import type { City } from '../platform/city.ts'
import { territory } from '../territory/answers.ts'

export interface Explained {
  code: string
  params: Record<string, unknown>
  zh: string
  en: string
}

export function explain(city: City, step: ReasonStep): Explained {
  const places = territory(city)
  const department = (id: string) => places.department(id)?.name ?? id
  const inEnglish = (id: string) => places.department(id)?.nameEn || department(id)
  const region = (id: string) => places.region(id)?.name ?? id
  const said = (zh: string, en: string): Explained => ({ code: step.code, params: step.params, zh, en })
  switch (step.code) {
    case 'duty-won': {
      const { by, regionId, leadDepartmentId, basis } = step.params
      return by === 'item'
        ? said(
            `责任表：该事项在${region(regionId)}由${department(leadDepartmentId)}主办（依据：${basis}）。`,
            `Duty table: in ${region(regionId)} this item is led by ${inEnglish(leadDepartmentId)} (basis: ${basis}).`,
          )
        : said(
            `责任表：该类别在${region(regionId)}由${department(leadDepartmentId)}主办（依据：${basis}）。`,
            `Duty table: in ${region(regionId)} this category is led by ${inEnglish(leadDepartmentId)} (basis: ${basis}).`,
          )
    }
    case 'over-category':
      return said(
        `优先于按类别规定的${department(step.params.leadDepartmentId)}：事项的规定更具体。`,
        `It goes before ${inEnglish(step.params.leadDepartmentId)}, named for the category: the item’s own duty is more specific.`,
      )
    case 'over-wider-region':
      return said(
        `优先于${region(step.params.regionId)}的${department(step.params.leadDepartmentId)}：所在区域更具体。`,
        `It goes before ${inEnglish(step.params.leadDepartmentId)} of ${region(step.params.regionId)}: the nearer region is more specific.`,
      )
    case 'agreed-with':
      return said(`另一条规定给出相同的主办部门。`, `Another duty names the same lead.`)
    case 'skipped-orphan':
      return said(`略过一条规定：其主办部门已撤销。`, `One duty was passed over: its lead department no longer exists.`)
    case 'overlap':
      return said(
        `责任重叠：${step.params.leadDepartmentIds.map(department).join('、')}在${region(step.params.regionId)}同为主办，须手工选择。`,
        `Overlap of duties: ${step.params.leadDepartmentIds.map(inEnglish).join(', ')} all lead in ${region(step.params.regionId)}; choose by hand.`,
      )
    case 'no-duty':
      return said(
        '责任空白：责任表没有规定，须手工选择。',
        'Gap of duties: the duty table says nothing; choose by hand.',
      )
    case 'nearest-team': {
      const found = places.team(step.params.teamId)
      const team = found?.name ?? step.params.teamId
      return said(
        `危及生命：由最近的队伍${team}立即处置，责任部门协办。`,
        `Danger to life: the nearest team, ${found?.nameEn || team}, has it at once; the department on duty assists.`,
      )
    }
    case 'by-hand':
      return said(
        `由人工指定${department(step.params.departmentId)}。`,
        `${inEnglish(step.params.departmentId)} was chosen by hand.`,
      )
  }
}
