import { Link } from '@tanstack/react-router'
import { useWords } from './language.ts'
import { platformWords } from './locale.ts'
import { Nothing } from './parts/states.tsx'

export function NoSuchPage() {
  const words = useWords(platformWords)
  return (
    <Nothing title={words.pageNotFound} hint={words.pageNotFoundHint}>
      <Link to="/">{words.toDesk}</Link>
    </Nothing>
  )
}
