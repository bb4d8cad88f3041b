/**
 * Vietnamese text from before Unicode: TCVN 5712:1993 VN3 (the "ABC" fonts, used by offices until about 2010)
 * and VNI for Windows (the south). Both hide Vietnamese behind Latin-1 characters.
 */

const TCVN3_FROM = '¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ'
const TCVN3_TO = 'ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ'
const tcvn3 = new Map(Array.from(TCVN3_FROM, (char, at) => [char, TCVN3_TO.charAt(at)]))

/**
 * Reads TCVN3. Its capital fonts hold no toned capitals: "HéI" was seen as HỘI, so a word in capitals
 * takes its toned letters with it.
 */
export function fromTcvn3(text: string): string {
  const words = text.split(/(\s+)/)
  const read = words.map(word => word.replace(/[\u00a1-\u00fe]/g, char => tcvn3.get(char) ?? char))
  const capitals = words.map(word => (/[a-z]/.test(word) ? 0 : (word.match(/[A-Z¡-§]/g)?.length ?? 0)))
  const strong = (at: number) => (capitals[at] ?? 0) >= 2
  return read
    .map((word, at) =>
      strong(at) || ((capitals[at] ?? 0) === 1 && (strong(at - 2) || strong(at + 2))) ? word.toUpperCase() : word,
    )
    .join('')
}

const TONES: Readonly<Record<string, string>> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
}
const ROOFS: Readonly<Record<string, string>> = {
  â: '',
  á: '\u0301',
  à: '\u0300',
  å: '\u0309',
  ã: '\u0303',
  ä: '\u0323',
}
const BREVES: Readonly<Record<string, string>> = {
  ê: '',
  é: '\u0301',
  è: '\u0300',
  ú: '\u0309',
  ü: '\u0303',
  ë: '\u0323',
}
const ALONE: Readonly<Record<string, string>> = { ñ: 'đ', ô: 'ơ', ö: 'ư', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' }

const vniPair = (vowel: string, mark: string): string | null => {
  const base = ALONE[vowel.toLowerCase()] ?? vowel.toLowerCase()
  const low = mark.toLowerCase()
  if (low in TONES && 'aeouyơư'.includes(base)) return base + TONES[low]
  if (low in ROOFS && 'aeo'.includes(base)) return `${base}\u0302${ROOFS[low]}`
  if (low in BREVES && base === 'a') return `${base}\u0306${BREVES[low]}`
  return null
}

/** Reads VNI: a vowel followed by a character that stands for its mark, and a few letters of their own. */
export function fromVni(text: string): string {
  const paired = text.replace(
    /([aeouyôöAEOUYÔÖ])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])|[ñôöæóòîÑÔÖÆÓÒÎ]/g,
    (all: string, vowel?: string, mark?: string) => {
      if (vowel === undefined || mark === undefined) {
        const letter = ALONE[all.toLowerCase()] ?? all
        return all === all.toLowerCase() ? letter : letter.toUpperCase()
      }
      const letter = vniPair(vowel, mark)
      if (letter === null) return all
      const read = letter.normalize('NFC')
      return vowel === vowel.toLowerCase() ? read : read.toUpperCase()
    },
  )
  return paired.normalize('NFC')
}
