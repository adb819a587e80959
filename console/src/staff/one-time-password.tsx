import { Typography } from 'antd'
import { colon, inBrackets } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { staffWords } from './locale.ts'

/** A password that is shown this once. */
export function OneTimePassword({ password, login }: { password: string; login: string }) {
  const words = useWords(staffWords)
  const to = useLanguage()
  return (
    <div className="note note-warn" role="status">
      <div>
        <strong>
          {words.oneTime}
          {inBrackets(login, to)}
          {colon(to)}
        </strong>
        <Typography.Text copyable={{ text: password, tooltips: [words.copy, words.copied] }} code className="one-time">
          {password}
        </Typography.Text>
        <div>{words.oneTimeHint}</div>
      </div>
    </div>
  )
}
