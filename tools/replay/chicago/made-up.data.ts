/** Complaints that nobody made, in the shape of the recorded ones. */
export const HEAD =
  'Creation_Date,Status,Completion_Date,sr_number,nature,Street_Address,ZIP_Code,Ward,Police_District,Community_Area,Latitude,Longitude'

interface Row {
  created: string
  status: string
  completed: string
  number: string
  nature: string
  address: string
  latitude: string
  longitude: string
}

const FIRST: Row = {
  created: '2012-03-01', status: 'Completed', completed: '2012-03-04', number: '12-1', nature: 'Garbage in yard',
  address: '1 W OLD ST', latitude: '41.8', longitude: '-87.6',
} // prettier-ignore

export function row(changes: Partial<Row>): string {
  const { created, status, completed, number, nature, address, latitude, longitude } = { ...FIRST, ...changes }
  return [created, status, completed, number, nature, address, '60601', '1', '1', '1', latitude, longitude].join(',')
}

/** A garden; its duplicate by another nature; one down the street; one without a position; one that stays "open". */
export const MADE_UP = `${[
  HEAD,
  row({}),
  row({ number: '12-3', created: '2012-03-02', nature: 'Other', status: 'Completed - Dup' }),
  row({ number: '12-2', created: '2012-03-02', address: '9 W OLD ST', latitude: '41.801' }),
  row({ number: '12-4', created: '2012-03-03', address: '7 S FAR ST', latitude: '', longitude: '', nature: '' }),
  row({ number: '12-5', created: '2012-03-03', status: 'Open - Dup', completed: '' }),
  row({ number: '12-6', created: '2012-03-05', status: 'Completed - Dup', completed: '2012-03-06' }),
].join('\n')}\n`
