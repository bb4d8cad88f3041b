/**
 * The oracle of masking: what still looks like a telephone, account, identity or card number in a text.
 * It walks the letters one by one and shares no rule or pattern with `mask`, so that the two check each
 * other; `publish` asks it once more before anything leaves.
 */
export const exposedNumbers = (text: string): readonly string[] => {
  const found: string[] = []
  let digits: number[] = []
  const close = () => {
    if (digits.length >= 8 && !isPlain(text, digits)) found.push(text.slice(digits[0], digits.at(-1)! + 1))
    digits = []
  }
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (letter >= '0' && letter <= '9') digits.push(at)
    else if (digits.length > 0 && (isLetter(letter) || letter === '•' || at - digits.at(-1)! > 2)) close()
  }
  close()
  return found
}

const isLetter = (letter: string): boolean => letter.toLowerCase() !== letter.toUpperCase()

/** Whether a run of digits is a date (with a time and six more digits behind it at most) or an amount. */
const isPlain = (text: string, digits: readonly number[]): boolean => {
  const groups: string[] = []
  digits.forEach((at, n) => {
    if (n > 0 && digits[n - 1] === at - 1) groups[groups.length - 1] += text[at]!
    else groups.push(text[at]!)
  })
  return isMoment(groups) || isAmount(groups, text.slice(digits.at(-1)! + 1, digits.at(-1)! + 7))
}

const isMoment = (groups: readonly string[]): boolean => {
  const lengths = groups.map(group => group.length).join(' ')
  const [a = '', b = '', c = ''] = groups
  if (lengths === '8') return isDate(a.slice(0, 2), a.slice(2, 4), a.slice(4))
  if (/^6 2 2 2( 6)?$/.test(lengths)) return isDate(a.slice(0, 2), a.slice(2, 4), a.slice(4))
  return /^[12] [12] [24]( 2 2( 2)?( 6)?)?$/.test(lengths) && isDate(a, b, c)
}

const isDate = (day: string, month: string, year: string): boolean =>
  Number(day) >= 1 &&
  Number(day) <= 31 &&
  Number(month) >= 1 &&
  Number(month) <= 12 &&
  (year.length === 2 || (Number(year) >= 1900 && Number(year) < 2100))

const isAmount = (groups: readonly string[], behind: string): boolean => {
  const [first = '', ...rest] = groups
  const unit = /^\s?(?:đồng|đ(?![a-z])|dong(?![a-z])|vn[dđ](?![a-z]))/i.test(behind)
  if (first.startsWith('0')) return false
  if (rest.length === 0) return unit && first.length <= 12
  if (first.length > 3 || rest.some(group => group.length !== 3)) return false
  // 84 912 345 000 is a telephone with its country before it.
  return (rest.at(-1) === '000' || unit) && !(first === '84' && rest.length === 3)
}
