/** Where the phone is. WGS 84, as the Geolocation API gives it; asked for while a report is open or an arrival is made, never otherwise. */
import { useEffect, useState } from 'react'

export interface Fix {
  longitude: number
  latitude: number
  /** Metres. */
  accuracy: number
  at: number
}
export type Locating =
  { state: 'finding'; fix: Fix | null } | { state: 'found'; fix: Fix } | { state: 'denied' | 'failed'; fix: Fix | null }

/** A fix that is as good as a phone gives between houses: no need to wait for better. */
const GOOD_METRES = 25
const PATIENCE_MS = 30_000

/** The better of two: the newer one unless it is much less exact than a recent one. */
export function better(known: Fix | null, next: Fix): Fix {
  if (!known || next.at - known.at > 20_000) return next
  return next.accuracy <= known.accuracy * 1.5 ? next : known
}

export function usePosition(active: boolean): Locating & { again: () => void } {
  const [locating, setLocating] = useState<Locating>({ state: 'finding', fix: null })
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!active) return
    if (!('geolocation' in navigator)) {
      setLocating({ state: 'failed', fix: null })
      return
    }
    setLocating({ state: 'finding', fix: null })
    let best: Fix | null = null
    const stop = () => navigator.geolocation.clearWatch(watch)
    const watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        best = better(best, {
          longitude: coords.longitude,
          latitude: coords.latitude,
          accuracy: coords.accuracy,
          at: timestamp,
        })
        setLocating({ state: 'found', fix: best })
        if (best.accuracy <= GOOD_METRES) stop()
      },
      (error) => setLocating({ state: error.code === error.PERMISSION_DENIED ? 'denied' : 'failed', fix: best }),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 5000 },
    )
    return stop
  }, [active, round])
  return { ...locating, again: () => setRound((count) => count + 1) }
}

/** One look, for an arrival; null when it takes too long: arriving never waits for a satellite. */
export function positionNow(patience = 4000): Promise<Fix | null> {
  if (!('geolocation' in navigator)) return Promise.resolve(null)
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) =>
        resolve({ longitude: coords.longitude, latitude: coords.latitude, accuracy: coords.accuracy, at: timestamp }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: patience, maximumAge: 60_000 },
    )
  })
}
