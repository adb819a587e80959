/** Requests that nobody made, in the shape of the recorded ones. */
export const HEAD = 'SRRecordID,SRType,CreatedDate,SRStatus,DueDate,CloseDate,Agency,Address,Latitude,Longitude'

interface Row {
  number: string
  type: string
  created: string
  status: string
  due: string
  closed: string
  agency: string
  address: string
  latitude: string
  longitude: string
}

const FIRST: Row = {
  number: '1', type: 'SW-Bulk', created: '2016-01-01T10:00:00', status: 'Closed', due: '2016-01-03T10:00:00', closed: '2016-01-01T11:00:00',
  agency: 'Solid Waste', address: '"1 ""OLD"" ROAD, CITY"', latitude: '39.3', longitude: '-76.6',
} // prettier-ignore

export function row(changes: Partial<Row>): string {
  const { number, type, created, status, due, closed, agency, address, latitude, longitude } = { ...FIRST, ...changes }
  return [number, type, created, status, due, closed, agency, address, latitude, longitude].join(',')
}

const praise = { type: 'ECC-Praise', due: '' }

export const MADE_UP = `${[
  HEAD,
  row({}),
  row({ number: '2', closed: '2016-01-04T10:00:00', latitude: '39.0', longitude: '-77.0' }),
  row({ number: '3', status: 'Closed (Duplicate)', latitude: '', longitude: '' }),
  row({
    number: '4',
    type: 'TRM-At Once',
    agency: 'Transportation',
    due: '2016-01-01T10:00:00',
    closed: '2016-01-01T10:00:00',
  }),
  row({
    number: '5',
    ...praise,
    agency: 'Transportation',
    created: '2016-01-02T09:00:00',
    closed: '2016-01-02T09:05:00',
  }),
  row({ number: '6', status: 'Open', closed: '', latitude: '39.64', longitude: '-76.83' }),
  row({ number: '7', ...praise, status: 'New', closed: '', latitude: '45.5', longitude: '-60.5' }),
  row({ number: '8', ...praise, status: 'Pending', closed: '' }),
].join('\n')}\n`
