import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '../platform/api.ts'
import { sentence } from '../platform/problem.ts'
import { changePerson } from '../platform/session.ts'
import { useSetting } from '../platform/setting.ts'
import { Button } from '../parts/button.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { counts } from '../store/outbox-state.ts'
import { useLanguage, useWords } from '../words/language.ts'
import { staffWords } from './words.ts'

/** What was not sent stays on the phone under this person's name, and goes when he signs in again. */
export function SignOut() {
  const words = useWords(staffWords)
  const language = useLanguage()
  const queries = useQueryClient()
  const waiting = useSetting(counts).waiting
  const [asking, setAsking] = useState(false)
  const left = useRef(false)
  // Whoever signs in next begins at Today. The address changes only once these screens are gone: Today cannot be shown to nobody.
  useEffect(
    () => () => {
      if (left.current) history.replaceState(null, '', '/field/')
    },
    [],
  )
  const leave = useMutation({
    mutationFn: () => call('DELETE /api/v1/session', {}),
    onSuccess: () => {
      left.current = true
      changePerson(queries, null)
    },
    onError: (error) => toast({ text: sentence(error, language), kind: 'bad' }),
  })
  return (
    <>
      <Button
        kind="plain"
        big
        full
        busy={leave.isPending}
        onClick={() => (waiting > 0 ? setAsking(true) : leave.mutate())}
      >
        {words.signOut}
      </Button>
      {asking && (
        <Sheet
          title={words.signOut}
          onClose={() => setAsking(false)}
          foot={
            <Button kind="danger main" big full busy={leave.isPending} onClick={() => leave.mutate()}>
              {words.signOut}
            </Button>
          }
        >
          <p>{words.signOutWaiting(waiting)}</p>
        </Sheet>
      )}
    </>
  )
}
