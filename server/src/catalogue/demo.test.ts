import { beforeAll, describe, expect, it } from 'vitest'
import { catalogueEndpoints } from '@bihuan/contract/catalogue'
import { STEPS } from '@bihuan/domain/item'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { territory } from '../territory/answers.ts'
import { buildDemoTerritory, type DemoTerritory } from '../territory/demo.ts'
import { catalogue, routeCase, type Catalogue } from './answers.ts'
import { buildDemoCatalogue, type DemoCatalogue } from './demo.ts'

const ON = '2026-03-18'
let made: TestCity
let places: DemoTerritory
let demo: DemoCatalogue
let held: Catalogue

beforeAll(async () => {
  made = await testCity({ kind: 'demo' })
  places = await buildDemoTerritory(made.city, 1)
  demo = await buildDemoCatalogue(made.city)
  held = catalogue(made.city)
}, 60_000)

const whereTo = (item: string, region: string) =>
  routeCase(made.city, held.itemByCode(item)!, territory(made.city).place(places.regions.get(region)!), ON)
const codeOf = (id: string) => territory(made.city).department(id)?.code

describe('the demo catalogue', () => {
  it('has the twelve categories and more, in two languages', () => {
    expect(
      held
        .categories()
        .map((category) => category.code)
        .slice(0, 12),
    ).toEqual(
      ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'], // prettier-ignore
    )
    expect(held.items().length).toBeGreaterThanOrEqual(60)
    for (const item of held.items()) {
      expect([item.name.zh, item.name.en].every(Boolean), item.code).toBe(true)
      expect(item.keywords.length, item.code).toBeGreaterThan(0)
      expect(item.plan.steps.length, item.code).toBeGreaterThan(0)
    }
  })

  it('uses every procedure, and each has every step', () => {
    const used = new Set(held.items().map((item) => item.procedureId))
    expect([...used].sort()).toEqual(['11301', '530', 'danger-to-life', 'ordinary'])
    for (const id of used) expect(Object.keys(held.procedure(id)!.limits).sort()).toEqual([...STEPS].sort())
  })

  it('lets the system assess only where there is one condition to assess by', () => {
    const undecided = held.items().filter((item) => item.autoAssess && item.conditions.length !== 1)
    expect(undecided.map((item) => item.code)).toEqual([])
  })

  it('takes danger to life by its own procedure, and nothing else', () => {
    for (const item of held.items())
      expect(item.severity === 'danger-to-life').toBe(item.procedureId === 'danger-to-life')
  })

  it('suggests from what a grid worker would say', () => {
    const first = (text: string) => held.suggest(text, 5)[0]?.item.name.zh
    expect(first('楼道里全是电瓶车在充电')).toBe('电动自行车违规停放充电')
    expect(first('闻到很重的煤气味')).toBe('燃气泄漏')
    expect(first('消防通道被堵住了')).toBe('消防通道、安全出口堵塞')
    expect(first('路边井盖没了')).toBe('井盖缺失、破损')
  })
})

describe('the demo duties', () => {
  it('send a town’s matter to the town’s station, with the county assisting', () => {
    const found = whereTo('0101', '330703001001')
    if (!('lead' in found)) return expect.fail('no lead')
    expect(codeOf(found.lead)).toBe('fire-330703001000')
    expect(found.assisting.map(codeOf)).toContain('fire')
  })

  it('cover every item in every community but for the flaws made on purpose', async () => {
    const { headers } = await made.signIn('supervisor')
    const answer = await made.app.inject({ url: '/api/v1/duties/report', headers })
    const report = catalogueEndpoints['GET /api/v1/duties/report'].response.parse(answer.json())
    expect(report.gaps.map((gap) => `${gap.item.name.zh} ${gap.region.name}`)).toEqual([
      '遛犬不牵绳 源东乡',
      '犬吠扰民 源东乡',
      '流浪犬聚集 源东乡',
    ])
    expect(report.overlaps.map((overlap) => `${overlap.item.name.zh} ${overlap.region.name}`).sort()).toEqual(
      ['校园周边食品摊点 多湖街道', '机动车乱停放 孝顺镇', '商业、社会生活噪声 金东区'].sort(),
    )
    expect(report.unreachable.map((row) => row.duty.category?.name.zh)).toContain('求助服务')
    expect(report.orphaned).toMatchObject([
      { duty: { lead: { name: { zh: '区爱国卫生工作办公室' } }, region: { name: '澧浦镇' } }, gone: ['lead'] },
    ])
  })

  it('pass over a lead that is gone', () => {
    const found = whereTo(
      '1309',
      places.communityCodes.find((code) => code.startsWith('330703104'))!,
    )
    expect('lead' in found && codeOf(found.lead)).toBe('sanitation')
  })

  it('are some hundreds', () => {
    expect(demo.duties.length).toBeGreaterThan(300)
  })
})
