import { Button, ButtonLink } from '../parts/button.tsx'
import { toast } from '../parts/toast.tsx'
import { GridMap, navigateLink } from '../territory/map.tsx'
import { placeWords } from '../territory/words.ts'
import { inLanguage, useLanguage, useWords } from '../words/language.ts'
import type { CaseView } from './case-query.ts'
import { caseWords } from './words.ts'

export function CasePlace({ view }: { view: CaseView }) {
  const words = useWords(placeWords)
  const cases = useWords(caseWords)
  const language = useLanguage()
  const { position } = view
  const name = [view.region?.name, view.grid?.name].filter(Boolean).join(' · ')
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      toast({ text: words.copied })
    } catch (error) {
      // Without TLS there is no clipboard: the person can read them off instead.
      console.info(error)
      toast({ text, stays: 10_000 })
    }
  }
  return (
    <section className="card stack" aria-label={cases.place}>
      <div className="stack-tight">
        {view.address && <p className="strong">{view.address}</p>}
        <p className={view.address ? 'small soft' : 'strong'}>{name}</p>
        {!position && <p className="chip warn">{words.unknown}</p>}
      </div>
      {position && (
        <>
          <GridMap
            centre={position}
            marks={[{ point: position, kind: 'case' }]}
            label={words.mapOf(view.grid?.name ?? name)}
            height={190}
            scale={5}
          />
          <div className="two">
            <ButtonLink
              to={navigateLink(position, view.address ?? inLanguage(view.item.name, language))}
              kind="line"
              icon="route"
            >
              {words.navigate}
            </ButtonLink>
            <Button
              kind="plain"
              onClick={() => void copy(`${position.longitude.toFixed(6)}, ${position.latitude.toFixed(6)}`)}
            >
              {words.copy}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
