import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { refill } from '../../src/sheets/refill.fixture.ts'
import { readWorkbook } from '../../src/sheets/index.ts'
import { play } from '../play.ts'
import { must } from '../testkit.ts'
import { atDesk, hides, pagesOnly, press, shows } from './browser.ts'

const shots = process.env['CHIDO_SHOTS']
const look = async (page: Page, name: string) => {
  if (!shots) return
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.screenshot({ path: join(shots, `${name}-wide.png`), fullPage: true })
  await page.setViewportSize({ width: 375, height: 800 })
  await page.screenshot({ path: join(shots, `${name}-narrow.png`), fullPage: true })
  await page.setViewportSize({ width: 1280, height: 900 })
}

test(
  'a workbook is made from a letter, filled elsewhere, looked at, recorded, and prints as minutes',
  { skip: pagesOnly },
  async t => {
    const desk = await atDesk(t)
    const played = await play(desk)
    const clerk = await desk.as('vanthu.mttq-ke-sach')

    await clerk.goto(played.passedOn)
    await look(clerk, 'letter')
    await clerk.getByText('Chép tin nhắn (Zalo)').click()
    assert.match(
      await clerk.getByLabel('Tin nhắn để chép').inputValue(),
      /^Kính gửi các đồng chí,[\s\S]*http:\/\/127\.0\.0\.1/,
    )

    await clerk.getByRole('link', { name: 'Biểu gửi cơ sở' }).click()
    await look(clerk, 'letter-forms')
    await press(clerk, 'Làm biểu')
    await shows(clerk, 'Chưa')
    const unit = clerk.getByLabel('Đơn vị điền')
    await unit.selectOption({ index: 1 })
    await clerk.getByLabel('Kỳ').selectOption('2023-Q1')
    await press(clerk, 'Làm biểu')
    await shows(clerk, 'Đã làm biểu')
    await look(clerk, 'form')
    const [download] = await Promise.all([
      clerk.waitForEvent('download'),
      clerk.getByRole('link', { name: 'Tải biểu (.xlsx)' }).click(),
    ])
    assert.match(download.suggestedFilename(), /^bieu-[2-9A-Z-]+-.*\.xlsx$/)
    const given = new Uint8Array(readFileSync(await download.path()))
    if (shots) writeFileSync(join(shots, 'given.xlsx'), given)
    const roll = must(readWorkbook(given)).sheets.find(sheet => sheet.name === '2. Sĩ số')!
    const branch = String(roll.rows.get(5)!.get(2)!.value)
    const lists = must(readWorkbook(given)).sheets.find(sheet => sheet.name === 'ma_so')!
    const clause = String(lists.rows.get(1)!.get(10)!.value)

    const file = join(tmpdir(), `chido-filled-${process.pid}.xlsx`)
    const session = {
      A5: 'Phổ biến',
      B5: '08/02/2023',
      C5: '7h',
      D5: '8h30',
      E5: 'Nhà văn hóa xã',
      F5: 'Họp trực tiếp',
      G5: branch,
      H5: 'Đảng viên',
      I5: 20,
      J5: 18,
    }
    const activity = {
      A5: 'Cứu trợ, trợ giúp nhân đạo',
      B5: 'Tặng gạo hộ khó khăn',
      C5: '08/02/2023',
      F5: 40,
      G5: 40,
      H5: 'Gạo trao tặng',
      I5: '1.200',
      L5: clause,
    }
    writeFileSync(file, refill(given, { '3. Buổi học': { ...session, J5: 25 }, '4. Hoạt động': activity }))
    await clerk.goto('/sheets/import')
    await look(clerk, 'import')
    await clerk.getByLabel('Tệp biểu đã điền').setInputFiles(file)
    await press(clerk, 'Xem trước')
    await shows(clerk, '3. Buổi học', 'cả tệp chưa được ghi')
    await look(clerk, 'import-problems')
    const before = await desk.rows()
    assert.equal(before['sheet_return'], 0)

    writeFileSync(file, refill(given, { '2. Sĩ số': { D5: 20 }, '3. Buổi học': session, '4. Hoạt động': activity }))
    await clerk.getByLabel('Tệp biểu đã điền').setInputFiles(file)
    await press(clerk, 'Xem trước')
    await look(clerk, 'import-second')
    await hides(clerk, 'cần sửa')
    await shows(clerk, 'Tặng gạo hộ khó khăn', 'ghi mới')
    await look(clerk, 'import-preview')
    await press(clerk, 'Ghi phần mới')
    await shows(clerk, 'Đã ghi biểu vào hệ thống')
    const rows = await desk.rows()
    const added = ['study_session', 'activity', 'sheet_return'].map(table => rows[table]! - before[table]!)
    assert.deepEqual(added, [1, 1, 1])

    await clerk.goto('/sheets/import')
    await clerk.getByLabel('Tệp biểu đã điền').setInputFiles(file)
    await press(clerk, 'Xem trước')
    await shows(clerk, 'Tệp này đã được nhập rồi')

    writeFileSync(file, 'không phải bảng tính')
    await clerk.getByLabel('Tệp biểu đã điền').setInputFiles(file)
    await clerk.getByRole('button', { name: 'Xem trước' }).click()
    await shows(clerk, 'Đây không phải tệp bảng tính .xlsx')

    await t.test('the papers have their heading, their signatures and the mark of the demonstration', async () => {
      const ids = await desk.db.pool
        .selectFrom('activity')
        .select('id')
        .where('title', '=', 'Tặng gạo hộ khó khăn')
        .execute()
      const sessions = await desk.db.pool.selectFrom('study_session').select('id').execute()
      const letter = played.passedOn.split('/')[2]!
      const papers = {
        work: '/print/work',
        late: `/print/late/${letter}`,
        session: `/print/sessions/${sessions[0]!.id}`,
        activity: `/print/activities/${ids[0]!.id}`,
        'hand-out': `/print/activities/${ids[0]!.id}/hand-out`,
      }
      for (const [name, path] of Object.entries(papers)) {
        const answer = await clerk.goto(path)
        assert.equal(answer?.status(), 200, path)
        await shows(clerk, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'BẢN MẪU – KHÔNG CÓ GIÁ TRỊ', 'Ký, ghi rõ họ tên')
        await look(clerk, `print-${name}`)
        if (shots) writeFileSync(join(shots, `print-${name}.pdf`), await clerk.pdf({ preferCSSPageSize: true }))
      }
    })
  },
)
