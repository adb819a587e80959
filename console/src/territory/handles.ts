/** Corners on the map as buttons: dragged by a finger or the mouse, moved by the arrow keys, removed by Delete. */
import maplibregl, { type Map as MapOfGl } from 'maplibre-gl'

export interface Handle {
  key: string
  at: [number, number]
  label: string
  /** A corner, or the middle of an edge where a corner can be put. */
  small?: boolean
  /** The key that it has once it was moved: a new corner comes after the one before it. */
  becomes?: string
  moved: (to: [number, number]) => void
  removed?: () => void
}

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** Pixels; with Shift further. */
const STEP = 2
const FAR = 12

/** Which handle had the focus when the last ones were taken away: the next ones give it back. */
let focused: string | undefined

/** Draws them; the result takes them away again. Whoever moves a corner by the keyboard stays on it. */
export function drawHandles(map: MapOfGl, handles: readonly Handle[]): () => void {
  let next: string | undefined
  const markers = handles.map((handle) => {
    const moved = (to: [number, number]) => {
      next = handle.becomes ?? handle.key
      handle.moved(to)
    }
    const button = document.createElement('button')
    button.type = 'button'
    button.className = handle.small ? 'corner corner-small' : 'corner'
    button.dataset['handle'] = handle.key
    button.setAttribute('aria-label', handle.label)
    const marker = new maplibregl.Marker({ element: button, draggable: true }).setLngLat(handle.at).addTo(map)
    marker.on('dragend', () => {
      const { lng, lat } = marker.getLngLat()
      moved([round(lng), round(lat)])
    })
    let dragged = false
    marker.on('dragstart', () => void (dragged = true))
    button.addEventListener('click', (event) => {
      event.stopPropagation()
      // A dot in the middle of an edge becomes a corner when it is pressed; pulled, it has become one already.
      if (handle.small && !dragged && event.detail > 0) moved(handle.at)
    })
    button.addEventListener('keydown', (event) => {
      const step = STEPS[event.key]
      if (step) {
        event.preventDefault()
        event.stopPropagation()
        const by = event.shiftKey ? FAR : STEP
        const { x, y } = map.project(handle.at)
        const { lng, lat } = map.unproject([x + step[0] * by, y + step[1] * by])
        moved([round(lng), round(lat)])
      }
      if ((event.key === 'Delete' || event.key === 'Backspace') && handle.removed) {
        event.preventDefault()
        event.stopPropagation()
        handle.removed()
      }
      if (event.key === 'Enter' && handle.small) {
        event.preventDefault()
        event.stopPropagation()
        moved(handle.at)
      }
    })
    if (handle.key === focused) button.focus({ preventScroll: true })
    return marker
  })
  focused = undefined
  return () => {
    focused = next
    markers.forEach((marker) => marker.remove())
  }
}

const round = (value: number) => Math.round(value * 1e7) / 1e7
