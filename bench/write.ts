import { write, type PaperLetter } from '../src/paper/index.ts'
import { alternate, compared, tell, type Figure } from './figures.ts'
import { bareTypst } from './bare-typst.ts'

const LETTERS = 60

/** Each letter is another one: nothing that was set before can be taken again. */
const letterOf = (at: number): PaperLetter => ({
  regime: at % 2 === 0 ? 'state' : 'party',
  parentIssuer: 'Hội Chữ thập đỏ Việt Nam',
  issuer: 'Hội Chữ thập đỏ tỉnh Sóc Trăng',
  docType: 'công văn',
  number: String(at + 1),
  symbol: at % 2 === 0 ? 'HCTĐ' : 'CV/TU',
  subject: `tăng cường công tác nhân đạo đợt ${at}`,
  place: 'Sóc Trăng',
  date: '2023-02-08',
  addressees: ['Hội Chữ thập đỏ các huyện, thị xã, thành phố', `Đơn vị ${at}`],
  recipients: ['Như trên', 'Thường trực Hội'],
  archive: 'VT',
  authorityPrefix: 'TM',
  authorityBody: 'Ban Thường vụ',
  signerTitle: 'Chủ tịch',
  signerName: 'Đỗ Thị Mẫu',
  blocks: paragraphsOf(at).map(text => ({ kind: 'paragraph', text }) as const),
  annexes: [],
  attachments: [],
  urgency: null,
  circulation: null,
  specimen: false,
  copy: null,
})

const paragraphsOf = (at: number): string[] =>
  Array.from(
    { length: 8 },
    (_, row) =>
      `Lần ${at}, ý ${row}: phối hợp cùng các tổ chức thành viên và Hội Chữ thập đỏ các cấp triển khai thực hiện có hiệu quả; nâng cao chất lượng các hoạt động, phong trào, chăm lo cho người có hoàn cảnh khó khăn, bệnh tật, kém may mắn trên địa bàn.`,
  )

/**
 * Letters a second, the program warm. The baseline of a PDF is Typst setting the same text with the same fonts and no
 * layout at all; a Word file is held against that PDF.
 */
export async function writing(): Promise<Figure[]> {
  let at = 0
  const rate = async (one: (letter: PaperLetter) => Promise<unknown>): Promise<number> => {
    const started = performance.now()
    for (let done = 0; done < LETTERS; done++) await one(letterOf(at++))
    return (LETTERS * 1000) / (performance.now() - started)
  }
  const bare = await bareTypst()
  const pdf = () => rate(letter => write(letter, 'pdf'))
  const docx = () => rate(letter => write(letter, 'docx'))
  const text = () =>
    rate(async letter => bare(letter.blocks.map(block => ('text' in block ? block.text : '')).join('\n\n')))
  tell(`${LETTERS} letters a round`)
  const of = { database: 'none', unit: 'letters/s', atMost: false } as const
  return [
    compared({ ...of, name: 'write a letter as PDF', rounds: await alternate(3, pdf, text), goal: 0.25 }),
    compared({ ...of, name: 'write a letter as Word', rounds: await alternate(3, docx, pdf), goal: 0.3 }),
  ]
}
