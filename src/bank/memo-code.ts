/**
 * Codes that a giver writes into the memo of a transfer, and how they are found again after banks,
 * telephones and people have been at them: `CTD ST26A7 K9F3M7QX` = prefix, campaign, gift (19 of the
 * 25 characters that a VietQR memo allows).
 *
 * **Alphabet**: the digits and capitals without 0 O 1 I L, which people mistake for each other on paper
 * and by telephone. 31 characters are left, and 31 is a prime: arithmetic modulo 31 is a field, so two
 * check characters can do what ISO 7064's one or two cannot. A word is right when Σ xᵢ and Σ i·xᵢ have
 * fixed values; as the weights differ, any *two* wrong characters, wherever they stand, and every
 * exchange of two characters (adjacent or not) are detected, and one wrong character is not only
 * detected but known: its place and its value. The fixed values are not zero, so a row of equal
 * characters is no code.
 *
 * A campaign's code is four characters that people choose and two checks: it stands alone on posters.
 * A gift's code is six random characters and two checks that run over the campaign's four as well: a
 * gift pasted behind another campaign is no code. 31⁶ = 887 million gifts a campaign, taken from random
 * bytes: no one can count from the own code to the next one.
 */
export const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const P = 31
const SUM = 7
const WEIGHTED = 11
const NAME = 4
const CHECKS = 2
const RANDOM = 6
const CAMPAIGN = NAME + CHECKS
const GIFT = RANDOM + CHECKS

/** The value of a character code, or -1; by code, so that the search allocates nothing. */
const VALUE = new Int8Array(128).fill(-1)
for (let at = 0; at < P; at++) VALUE[ALPHABET.charCodeAt(at)] = at

/** The prefix that says whose codes these are; a setting of each place, this is the one that is used where none is set. */
export const MEMO_PREFIX = 'CTD'

/** A campaign's code of six: `ST26` → `ST26A7`; null when the name is not four characters of the alphabet. */
export const campaignCode = (name: string): string | null => {
  const word = valuesOf(name)
  return word.length === NAME && !word.includes(-1) ? name + checksOf(word) : null
}

/** Whether this is a campaign's code with its checks right. */
export const isCampaignCode = (code: string): boolean => {
  const word = valuesOf(code)
  return word.length === CAMPAIGN && isWhole(word)
}

/**
 * A gift's code of eight for a campaign, from at least eight random bytes of the caller; null when the
 * campaign's code is not one. Codes can meet (one in 887 million each): the register's unique key decides.
 */
export const giftCode = (campaign: string, random: Uint8Array): string | null => {
  if (!isCampaignCode(campaign) || random.length < 8) return null
  // 64 bits modulo 31⁶: the bias is one in 20 thousand million.
  let left = random.subarray(0, 8).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n)
  let gift = ''
  for (let at = 0; at < RANDOM; at++, left /= BigInt(P)) gift += ALPHABET[Number(left % BigInt(P))]
  return gift + checksOf(valuesOf(campaign.slice(0, NAME) + gift))
}

/** Whether a gift's code belongs to the campaign, all checks right. */
export const isGiftCode = (campaign: string, gift: string): boolean =>
  isCampaignCode(campaign) && gift.length === GIFT && isWhole(valuesOf(campaign.slice(0, NAME) + gift))

/** The memo as it is printed and put into the QR code. */
export const memoOf = (campaign: string, gift?: string, prefix = MEMO_PREFIX): string =>
  [prefix, campaign, ...(gift ? [gift] : [])].join(' ')

/**
 * How much of a code was found. `exact`: every character and check. `repaired`: the checks say which
 * characters were wrong; a quarter of all words of eight can be repaired into some code, so it counts
 * only when the register has that gift. `cut`: the campaign is right and the text ends inside the
 * gift's code. `campaign`: what follows the campaign's code is no gift's code.
 */
export type CodeFound = {
  readonly how: 'exact' | 'repaired' | 'cut' | 'campaign'
  readonly campaign: string
  /** The gift's code; of a `cut` one its beginning. */
  readonly gift?: string
  /** Where it stands in the memo as given. */
  readonly start: number
  readonly end: number
}

export type CodeSearch = {
  readonly prefix?: string
  /**
   * The campaigns that exist. With it, codes without their prefix and damaged campaigns are found too,
   * and nothing of a campaign that does not exist is answered.
   */
  readonly campaigns?: ReadonlySet<string>
  /** Whether to answer `repaired` codes, for a caller who looks them up in the register. */
  readonly repair?: boolean
}

/**
 * Finds codes in a memo whatever stands around them: case, accents, spaces, dots, dashes and line breaks
 * do not count. Asked to repair, it puts right one wrong character, or two that are not of the alphabet
 * at all (O for Q, 1 for 7). Linear in the memo's length. Give it the giver's own words (`readMemo`): in
 * the whole line a bank's ending hides that a code was cut.
 */
export const findCodes = (memo: string, search: CodeSearch = {}): readonly CodeFound[] => {
  const prefix = search.prefix ?? MEMO_PREFIX
  const { letters, places } = squeeze(memo)
  const found: CodeFound[] = []
  let done = 0
  const read = (start: number, from: number) => {
    const code = readAt(letters, from, search)
    if (!code || (search.campaigns && !search.campaigns.has(code.campaign))) return
    done = from + CAMPAIGN + (code.how === 'campaign' ? 0 : code.gift!.length)
    found.push({ ...code, start: places[start]!, end: places[done - 1]! + 1 })
  }
  for (let at = letters.indexOf(prefix); at >= 0; at = letters.indexOf(prefix, Math.max(done, at + 1)))
    read(at, at + prefix.length)
  if (found.length > 0) return found
  for (const campaign of search.campaigns ?? [])
    for (let at = letters.indexOf(campaign); at >= 0; at = letters.indexOf(campaign, at + 1))
      // Without its prefix a campaign of six letters could be a word of the giver's: its gift must follow.
      if (isGiftCode(campaign, letters.slice(at + CAMPAIGN, at + CAMPAIGN + GIFT))) read(at, at)
  return found
}

/** Reads the code whose campaign begins at `from`. */
const readAt = (letters: string, from: number, search: CodeSearch): Omit<CodeFound, 'start' | 'end'> | null => {
  const campaign = letters.slice(from, from + CAMPAIGN)
  const tail = letters.slice(from + CAMPAIGN, from + CAMPAIGN + GIFT)
  if (!isCampaignCode(campaign)) {
    const mended = search.repair && search.campaigns ? repaired(campaign, '') : null
    return mended && isGiftCode(mended, tail) ? { how: 'repaired', campaign: mended, gift: tail } : null
  }
  if (isGiftCode(campaign, tail)) return { how: 'exact', campaign, gift: tail }
  const gift = search.repair && tail.length === GIFT ? repaired(tail, campaign.slice(0, NAME)) : null
  if (gift) return { how: 'repaired', campaign, gift }
  const begun = tail.length >= 2 && tail.length < GIFT && !valuesOf(tail).includes(-1)
  return begun ? { how: 'cut', campaign, gift: tail } : { how: 'campaign', campaign }
}

/** A word with one wrong or two unreadable characters put right; null when the checks do not say how. */
const repaired = (text: string, before: string): string | null => {
  const word = valuesOf(before + text)
  const bad = word.flatMap((value, at) => (value < 0 ? [at] : []))
  if (bad.length > CHECKS) return null
  if (bad.length === 2) solve(word, bad[0]!, bad[1]!)
  else if (!repairOne(word, bad[0])) return null
  const whole = word.map(value => ALPHABET[value]).join('')
  return whole.startsWith(before) ? whole.slice(before.length) : null
}

/** Puts the one wrong character right: the plain sum says by how much, the weighted sum says where. */
const repairOne = (word: number[], unreadable: number | undefined): boolean => {
  if (unreadable !== undefined) word[unreadable] = 0
  const [sum, weighted] = sums(word)
  const off = mod(SUM - sum)
  const place = off === 0 ? -1 : mod(mod(WEIGHTED - weighted) * inverse(off)) - 1
  // An unreadable character whose true value is the 0 put there leaves nothing to mend.
  if (off === 0) return unreadable !== undefined && weighted === WEIGHTED
  if (place < 0 || place >= word.length || (unreadable !== undefined && place !== unreadable)) return false
  word[place] = mod(word[place]! + off)
  return true
}

/** Sets the characters at two places so that both sums are right. */
const solve = (word: number[], a: number, b: number) => {
  word[a] = 0
  word[b] = 0
  const [sum, weighted] = sums(word)
  const off = mod(SUM - sum)
  word[a] = mod((mod(WEIGHTED - weighted) - (b + 1) * off) * inverse(mod(a - b)))
  word[b] = mod(off - word[a])
}

const checksOf = (word: readonly number[]): string => {
  const whole = [...word, 0, 0]
  solve(whole, word.length, word.length + 1)
  return ALPHABET[whole.at(-2)!]! + ALPHABET[whole.at(-1)!]!
}

const isWhole = (word: readonly number[]): boolean => {
  const [sum, weighted] = sums(word)
  return !word.includes(-1) && sum === SUM && weighted === WEIGHTED
}

const sums = (word: readonly number[]): [number, number] => {
  let sum = 0
  let weighted = 0
  word.forEach((value, at) => {
    sum += value
    weighted += value * (at + 1)
  })
  return [mod(sum), mod(weighted)]
}

const mod = (value: number): number => ((value % P) + P) % P
/** By Fermat: a²⁹ is the inverse of a modulo 31. */
const inverse = (value: number): number => {
  let power = 1
  for (let n = 0; n < P - 2; n++) power = mod(power * value)
  return power
}

const valuesOf = (text: string): number[] => Array.from(text, letter => VALUE[letter.charCodeAt(0)] ?? -1)

/** Capitals and digits only, without accents, and where in the text each of them stood. */
const squeeze = (text: string): { letters: string; places: readonly number[] } => {
  let letters = ''
  const places: number[] = []
  const take = (letter: string, at: number) => {
    letters += letter
    places.push(at)
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if ((code >= 48 && code <= 57) || (code >= 65 && code <= 90)) take(text[at]!, at)
    else if (code >= 97 && code <= 122) take(String.fromCharCode(code - 32), at)
    else if (code >= 128) {
      const plain = text[at]!.normalize('NFKD').replace(/[đĐ]/, 'D').charAt(0).toUpperCase()
      if (/^[A-Z0-9]$/.test(plain)) take(plain, at)
    }
  }
  return { letters, places }
}
