/** The city as the rules of cases ask about it, answered from memory. */
import { randomBytes } from 'node:crypto'
import { businessDay } from '@bihuan/domain/cases/measures'
import type { World } from '@bihuan/domain/cases/world'
import type { Place } from '@bihuan/domain/place'
import { catalogue, routeCase } from '../catalogue/answers.ts'
import type { City } from '../platform/city.ts'
import { territory } from '../territory/answers.ts'

/** `mayVerify`: asked of the finder's memberships, which the caller has read. */
export function worldOf(city: City, mayVerify: World['mayVerify'] = () => false): World {
  const regions = territory(city)
  const items = catalogue(city)
  return {
    item: (id, version) =>
      version === undefined ? (items.isRetired(id) ? null : items.item(id)) : items.itemVersion(id, version),
    procedure: (id) => items.procedure(id),
    locate: (point) => regions.locate(point),
    placeOfRegion: (regionId) => (regions.region(regionId) ? regions.place(regionId) : null),
    route(itemId, place, at) {
      const item = items.item(itemId)
      if (!item) throw new Error(`no item ${itemId}`)
      return routeCase(city, item, place, businessDay(at))
    },
    continues: (regionId, laterId) => regions.lineage(regionId).some((region) => region.id === laterId),
    officeOf(place: Place) {
      const office = regions.commandOffice(regions.nearestRegion(place))
      if (!office) throw new Error('the city has no command office: add one for its root region')
      return office
    },
    officeAbove: (officeId) => regions.officeAbove(officeId),
    department: (id) => (regions.departmentInForce(id) ? regions.department(id) : null),
    team: (id) => regions.team(id),
    fieldTeam: (place) => regions.fieldTeam(place),
    mayVerify,
    draw: () => randomBytes(8).toString('hex'),
  }
}
