/** A plan of about sixty sheets with 150 clauses, as a letter's text: what a long file asks of the desk. Invented. */
export function longLetter(clauses = 150): string {
  const head = `ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH SÓC TRĂNG                          Độc lập - Tự do - Hạnh phúc
Số: 45/KH-UBND                          Sóc Trăng, ngày 10 tháng 01 năm 2023

KẾ HOẠCH
Thực hiện công tác nhân đạo giai đoạn 2023 - 2025

Ủy ban nhân dân tỉnh đề nghị các đơn vị thực hiện các nhiệm vụ sau:

`
  const two = (n: number) => String(n).padStart(2, '0')
  const filler = 'Nội dung được phổ biến đến từng ấp, khóm bằng tiếng Việt và tiếng Khmer. '.repeat(9)
  const body = Array.from({ length: clauses }, (_, at) => {
    const day = `ngày ${two(1 + (at % 27))} tháng ${two(2 + (at % 10))} năm 2023`
    return `${at + 1}. Sở Y tế chủ trì, phối hợp với Hội Chữ thập đỏ tỉnh tổ chức đợt vận động thứ ${at + 1} tại các xã, phường, thị trấn, bảo đảm an toàn, đúng đối tượng, công khai tại nhà sinh hoạt cộng đồng; hoàn thành trước ${day}.

Trong quá trình thực hiện, nếu có khó khăn thì các đơn vị phản ánh về Hội Chữ thập đỏ tỉnh để tổng hợp. ${filler}

`
  })
  return `${head}${body.join('')}Nơi nhận:                                  TM. ỦY BAN NHÂN DÂN
- Sở Y tế;                                        CHỦ TỊCH
- Lưu: VT.

                                               Nguyễn Văn Mẫu
`
}
