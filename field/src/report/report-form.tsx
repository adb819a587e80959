import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { ItemChoice } from '../catalogue/item-choice.tsx'
import { itemWords } from '../catalogue/words.ts'
import { PhotoStrip, usePhotos } from '../files/photo-strip.tsx'
import { useMe } from '../platform/session.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Switch, TextArea, TextField } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { dropDraft } from '../store/drafts.ts'
import { PlaceField } from '../territory/place-field.tsx'
import { usePosition } from '../territory/position.ts'
import { commonWords } from '../words/common.ts'
import { useWords } from '../words/language.ts'
import { missing, type ReportContent } from './content.ts'
import { Nearby } from './nearby.tsx'
import type { Sending } from './send.ts'
import { reportWords } from './words.ts'

/** After the photo: pick what it is, and send. All else is taken by itself or may be left out. */
export function ReportForm({
  draftId,
  content,
  onChange,
  sending,
}: {
  draftId: string
  content: ReportContent
  onChange: (part: Partial<ReportContent>) => void
  sending: Sending
}) {
  const words = useWords(reportWords)
  const items = useWords(itemWords)
  const me = useMe()
  const [, go] = useLocation()
  const photos = usePhotos(draftId) ?? []
  const [throwing, setThrowing] = useState(false)
  const locating = usePosition(content.where.from !== 'hand' && content.where.regionId === null)
  const fix = locating.state === 'found' ? locating.fix : null
  useEffect(() => {
    if (!fix || content.where.from === 'hand' || content.where.regionId !== null) return
    const { longitude, latitude, accuracy } = fix
    onChange({ where: { from: 'phone', point: { longitude, latitude }, accuracy, regionId: null } })
    // The position follows the phone; the person's own choice ends that.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [fix])
  const { danger } = content
  const fixed = content.fixed && !danger
  const lacks = missing({ ...content, fixed }, photos)
  const throwAway = async () => {
    await dropDraft(draftId)
    toast({ text: words.thrown })
    go('/')
  }
  const photoStrip = (
    <PhotoStrip
      ownerId={draftId}
      purposes={fixed ? ['before', 'after'] : ['before']}
      {...(fixed ? { wanted: 'after' as const } : {})}
    />
  )
  const itemChoice = (
    <ItemChoice
      text={content.text}
      here={content.where.point}
      danger={danger}
      chosenId={content.itemId}
      onChoose={(item) => onChange({ itemId: item.id, itemName: item.name })}
    />
  )
  return (
    <Page
      title={danger ? words.dangerTitle : words.title}
      back={() => go('/')}
      actions={
        <button type="button" className="icon-button" aria-label={words.throwAway} onClick={() => setThrowing(true)}>
          <Icon name="close" />
        </button>
      }
      foot={
        <Button
          kind={danger ? 'danger main' : 'report'}
          big
          full
          icon={danger ? 'alert' : 'send'}
          busy={sending.busy}
          disabled={lacks.length > 0}
          onClick={() => sending.send(content, photos)}
        >
          {lacks[0] ? words.missing[lacks[0]] : danger ? words.sendDanger : fixed ? words.sendFixed : words.send}
        </Button>
      }
    >
      {danger && (
        <div className="card alert stack">
          <p className="strong">{words.dangerHow}</p>
          <div className="calls">
            <ButtonLink to="tel:119" kind="danger" icon="phone">
              {words.fire}
            </ButtonLink>
            <ButtonLink to="tel:120" kind="danger" icon="phone">
              {words.medical}
            </ButtonLink>
            <ButtonLink to="tel:110" kind="danger" icon="phone">
              {words.police}
            </ButtonLink>
          </div>
        </div>
      )}
      {sending.failure && <Refusal>{sending.failure}</Refusal>}
      {!danger && photoStrip}
      {danger && itemChoice}
      <PlaceField where={content.where} locating={locating} onChange={(where) => onChange({ where })} />
      <TextArea
        label={items.what}
        placeholder={items.say}
        rows={2}
        maxLength={4000}
        value={content.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      {!danger && itemChoice}
      {danger && photoStrip}
      {content.itemId && content.where.point && (
        <Nearby draftId={draftId} itemId={content.itemId} point={content.where.point} />
      )}
      {!danger && me.abilities.includes('fix-on-the-spot') && (
        <Switch
          label={words.fixed}
          hint={words.fixedHint}
          on={content.fixed}
          onChange={(on) => onChange({ fixed: on })}
        />
      )}
      <TextField
        label={words.address}
        placeholder={words.addressHint}
        maxLength={300}
        value={content.address}
        onChange={(event) => onChange({ address: event.target.value })}
      />
      {throwing && <ThrowAway onClose={() => setThrowing(false)} onSure={() => void throwAway()} />}
    </Page>
  )
}

/** Comes into view by itself: the button that was pressed is at the other end of the page. */
function Refusal({ children }: { children: string }) {
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => line.current?.scrollIntoView({ block: 'center' }), [children])
  return (
    <p ref={line} className="card alert error" role="alert">
      {children}
    </p>
  )
}

function ThrowAway({ onClose, onSure }: { onClose: () => void; onSure: () => void }) {
  const words = useWords(reportWords)
  const common = useWords(commonWords)
  return (
    <Sheet
      title={words.throwTitle}
      onClose={onClose}
      foot={
        <>
          <Button kind="plain" big full onClick={onClose}>
            {common.cancel}
          </Button>
          <Button kind="danger main" big full onClick={onSure}>
            {words.throwAway}
          </Button>
        </>
      }
    >
      <p>{words.throwWhy}</p>
    </Sheet>
  )
}
