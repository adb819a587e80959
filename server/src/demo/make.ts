/** The demo city: a county of Jinhua, synthetic in all but its codes and names, with staff, a short history and a living present. */
import { makeSeal } from '../audit/commands/make-seal.ts'
import { buildDemoCatalogue } from '../catalogue/demo.ts'
import type { City } from '../platform/city.ts'
import { holdCalendar } from '../platform/held-calendar.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { buildDemoTerritory } from '../territory/demo.ts'
import type { DemoCity, DemoLogin } from '../verbs/demo-hook.ts'
import { liveThrough } from './history.ts'
import { overseeDemo } from './oversight.ts'
import { DEMO_PASSWORD, DEMO_TOWN, hireStaff } from './people.ts'

const SEED = 330703
const CASES = 560
const DAYS = 24
const DAY = 86_400_000

export const demoMaker: DemoCity = {
  async make(city: City, progress) {
    const now = city.clock.now()
    await holdCalendar(city)
    const demo = await buildDemoTerritory(city, SEED, (done, of) => progress(0.1 * (done / of)))
    await buildDemoCatalogue(city)
    const staff = await hireStaff(city, demo, new Date(now.getTime() - (DAYS + 30) * DAY), (share) =>
      progress(0.1 + 0.15 * share),
    )
    const homeTown = demo.regions.get(DEMO_TOWN)!
    await liveThrough(
      city,
      staff,
      now,
      { cases: CASES, days: DAYS, seed: SEED, homeTown, departments: demo.departments },
      (share) => progress(0.25 + 0.7 * share),
    )
    await overseeDemo(city, staff, homeTown, DAYS)
    await sequenceNow(city)
    await makeSeal(city, city.clock.now())
  },

  async logins(): Promise<readonly DemoLogin[]> {
    const of = (zh: string, en: string, login: string, path = '/'): DemoLogin => ({
      role: { zh, en },
      login,
      password: DEMO_PASSWORD,
      path,
    })
    return [
      of('网格员', 'grid worker', 'worker', '/field/'),
      of('研判员', 'assessor', 'assessor'),
      of('派遣员', 'dispatcher', 'dispatcher'),
      of('处置员（镇执法队）', 'handler (town enforcement)', 'handler-enforcement-town', '/field/'),
      of('处置员（镇消防队）', 'handler (town fire station)', 'handler-fire-town', '/field/'),
      of('处置员（区消防）', 'handler (county fire)', 'handler-fire', '/field/'),
      of('部门审核员', 'department reviewer', 'reviewer-enforcement-town'),
      of('部门审核员（区消防）', 'department reviewer (county fire)', 'reviewer-fire'),
      of('核查员', 'verifier', 'verifier'),
      of('回访员', 'caller', 'caller'),
      of('督查员', 'supervisor', 'supervisor'),
      of('分管领导', 'leader', 'leader'),
      of('审计员 *', 'auditor *', 'auditor'),
      of('安全员 *', 'security officer *', 'security'),
      of('系统管理员 *', 'administrator *', 'admin'),
    ]
  },
}
