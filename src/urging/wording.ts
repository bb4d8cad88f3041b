import { slashed } from '../directives/index.ts'
import type { LineStanding } from './types.ts'

/**
 * The words of the letter that urges: courteous, with what is awaited of each, and open to difficulties. Vietnamese
 * whatever language the page is in, because the letter is; a person edits them before anybody signs.
 */

export const urgingSubject = (about: string): string => `đôn đốc thực hiện ${about}`

/** What is awaited of one unit, in one line. */
export function awaitedWords(lines: readonly LineStanding[]): string {
  const words = lines.map(line =>
    line.kind === 'unopened'
      ? 'tiếp nhận, vào sổ văn bản'
      : line.kind === 'report'
        ? `báo cáo ${periodInWords(line.about)} (hạn ${slashed(line.dueOn)})`
        : `nội dung ${line.label ?? line.clause} (hạn ${slashed(line.dueOn)})`,
  )
  return [...new Set(words)].join('; ')
}

/** “6 tháng đầu năm 2023” for the period key `2023-H1`: a letter that a person signs names no keys. */
function periodInWords(key: string): string {
  const [year, part = ''] = key.split('-')
  const quarter = ['I', 'II', 'III', 'IV'][Number(part.slice(1)) - 1]
  const words: Readonly<Record<string, string>> = {
    M: `tháng ${Number(part.slice(1))} năm ${year}`,
    Q: `quý ${quarter} năm ${year}`,
    H: `6 tháng ${part === 'H1' ? 'đầu' : 'cuối'} năm ${year}`,
    9: `9 tháng đầu năm ${year}`,
    Y: `năm ${year}`,
  }
  return words[part.slice(0, 1)] ?? key
}

export type ListedUnit = { readonly name: string; readonly awaited: string }

export const urgingBody = (about: string, unit: string, today: string, units: readonly ListedUnit[]): string =>
  [
    `Thực hiện ${about}, ${unit} trân trọng cảm ơn các cơ quan, đơn vị đã quan tâm phối hợp triển khai.`,
    `Qua theo dõi, đến ngày ${today}, ${unit} chưa nhận được kết quả của ${units.length === 1 ? 'cơ quan, đơn vị sau đây' : 'các cơ quan, đơn vị sau đây'}:`,
    units.map((each, at) => `${at + 1}. ${each.name}: ${each.awaited};`).join('\n'),
    `Để bảo đảm tiến độ chung, ${unit} trân trọng đề nghị các cơ quan, đơn vị có tên nêu trên quan tâm chỉ đạo, triển khai thực hiện và phản hồi kết quả.`,
    `Trong quá trình thực hiện, nếu có khó khăn, vướng mắc hoặc cần thêm thời gian, kính đề nghị trao đổi với ${unit} để được phối hợp, tháo gỡ.`,
  ].join('\n\n')
