import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SAMPLE, troublesIn } from '../app.ts'
import { atDesk, hides, pagesOnly, press, shows, stepsOf, unfold, wordsOn } from './browser.ts'

/** The story as people live it: in a browser, without JavaScript, each desk with its own account. */
test('the two dispatches go in, everybody addressed has them, and their work begins', { skip: pagesOnly }, async t => {
  const desk = await atDesk(t)
  const clerk = await desk.as('vanthu.tinh-uy')
  const district = await desk.as('vanthu.huyen-uy-ke-sach')
  const step = stepsOf(t)
  let reading = ''
  let letter = ''

  await step(
    'the seed file dropped on the page is two letters, with the noise left out and the citations drawn, gaps too',
    async () => {
      await clerk.goto('/read')
      await shows(clerk, 'Không đưa văn bản mật vào đây')
      await clerk.setInputFiles('input[type=file]', SAMPLE)
      await press(clerk, 'Đọc')
      reading = new URL(clerk.url()).pathname
      await shows(
        clerk,
        'Tìm thấy 2 văn bản trong tệp',
        '2052/MTTQ-BTT',
        '1016-CV/TU',
        'đính kèm 1016-CV/TU',
        'Giới hạn lưu hành: “Công văn này được phổ biến đến chi bộ”',
      )
      const noise = clerk.getByRole('row').filter({ hasText: 'ngày tháng rơi vãi' })
      assert.match(await noise.innerText(), /22[\s\S]*1952\. 10\. 10\./)
      assert.equal(await clerk.locator('svg', { hasText: '44-KL/TW' }).count(), 1)
      assert.match(
        (await clerk.locator('svg desc').first().textContent()) ?? '',
        /^4 mục, 3 đường nối, 2 văn bản được dẫn nhưng chưa có\./,
      )
      await unfold(clerk, 'Xem bằng bảng')
      await shows(
        clerk,
        '43-CT/TW (chưa có văn bản) tiếp tục thực hiện 44-KL/TW (chưa có văn bản)',
        '44-KL/TW (chưa có văn bản) căn cứ 1016-CV/TU',
        '1016-CV/TU chuyển tiếp 2052/MTTQ-BTT',
      )
    },
  )

  await step(
    'the clerk checks 1016 beside its words and enters it as the committee’s own, signed on paper',
    async () => {
      await clerk.getByRole('link', { name: 'Kiểm và vào sổ 1016-CV/TU' }).click()
      assert.equal(await clerk.getByLabel('Số', { exact: false }).first().inputValue(), '1016')
      assert.equal(await clerk.locator('[name=symbol]').inputValue(), 'CV/TU')
      assert.equal(await clerk.locator('[name=issuedOn]').inputValue(), '2023-01-13')
      assert.equal(await clerk.locator('[name=circulationFloor]').inputValue(), 'chi-bo')
      assert.equal((await clerk.locator('[name=addressees]').inputValue()).split('\n').length, 4)
      assert.equal(await clerk.locator('fieldset legend', { hasText: /^Điểm/ }).count(), 6)
      const second = clerk.locator('fieldset', { has: clerk.locator('legend', { hasText: 'Điểm 2' }) })
      assert.match(
        (await second.innerText()).replace(/\s+/g, ' '),
        /Ban cán sự đảng Ủy ban nhân dân tỉnh chủ trì · yêu cầu · bước 1: lãnh đạo Ủy ban nhân dân tỉnh .*bước 2: chỉ đạo chính quyền các cấp .*bước 3: thực hiện/,
      )
      await press(clerk, 'Đây là văn bản của đơn vị tôi, đã ký trên giấy')
      letter = new URL(clerk.url()).pathname
      await shows(
        clerk,
        'Đã lập dự thảo.',
        'ngày 13 tháng 01 năm 2023',
        'Phổ biến đến chi bộ: cũng là giới hạn lưu hành',
        'Các điểm này chưa được lãnh đạo xác nhận bằng chữ ký hoặc bút phê.',
      )
    },
  )

  await step('nothing goes out before the leader has signed it', async () => {
    await clerk.goto(`${letter}/send`)
    await shows(clerk, 'Chưa phát hành được: văn bản phải được ký và lấy số trước.')
    await clerk.goto(letter)
    await press(clerk, 'Trình ký')
    await shows(clerk, 'Đã trình.', 'Chờ lãnh đạo ký.')
    await district.goto(letter)
    await shows(district, 'Không tìm thấy trang')
    const leader = await desk.as('lanhdao.tinh-uy')
    await leader.getByRole('link', { name: 'Trình ký' }).click()
    await leader.getByRole('link', { name: '1016-CV/TU' }).click()
    await press(leader, 'Xác nhận bản giấy có chữ ký của tôi')
    await shows(leader, 'Đã ký.', 'Chờ văn thư lấy số.')
    await hides(leader, 'chưa được lãnh đạo xác nhận')
  })

  await step(
    'it is numbered, and before it goes the phrases are shown as bodies and persons, with those who are asked and not addressed',
    async () => {
      await clerk.goto(letter)
      await shows(clerk, 'Bản giấy mang số 1016-CV/TU')
      await press(clerk, 'Lấy số')
      await shows(clerk, 'Đã lấy số.', 'sổ đi số 1016, ngày 13/01/2023')
      await clerk.getByRole('link', { name: 'Xem nơi nhận và phát hành' }).click()
      await shows(clerk, 'Tính theo ngày 13/01/2023: 31 đơn vị, 50 người.')
      const phrase = (words: string) => clerk.getByRole('row').filter({ hasText: words }).first()
      assert.match(await phrase('Các huyện uỷ, thị uỷ, thành uỷ').innerText(), /11 đơn vị, 0 người/)
      assert.match(await phrase('Các đồng chí Tỉnh uỷ viên').innerText(), /0 đơn vị, 50 người/)
      assert.match(await phrase('Ban Thường vụ Hội Chữ thập đỏ tỉnh').innerText(), /1 đơn vị, 0 người/)
      await phrase('Các huyện uỷ, thị uỷ, thành uỷ').locator('summary').click()
      await shows(clerk, 'Huyện ủy Kế Sách', 'Thị ủy Ngã Năm', 'Thành ủy Sóc Trăng')
      await shows(
        clerk,
        'Được giao nhưng không nhận văn bản',
        /“các cơ quan báo chí” – Báo Sóc Trăng; Đài Phát thanh và Truyền hình Sóc Trăng/,
        'Ủy ban nhân dân tỉnh Sóc Trăng',
        '121 đơn vị các cấp',
      )
    },
  )

  await step('it goes out in one action to 31 bodies and 50 persons, with 59 tasks', async () => {
    await press(clerk, 'Phát hành: gửi 31 đơn vị, 50 người, giao 59 việc')
    await shows(
      clerk,
      'Đã phát hành và gửi tới mọi nơi nhận.',
      '31 nơi nhận, kể cả qua chuyển tiếp; 0 trên 59 việc đã nhận',
      'Chưa mở: 31',
      'Cơ quan theo dõi, đôn đốc Ban Dân vận Tỉnh ủy Sóc Trăng',
    )
  })

  await step('a district opens it, which the sender sees, receives it, and its leader says who does what', async () => {
    await district.goto('/work')
    await shows(district, 'Văn bản mới đến, chưa nhận 1', '2 việc đang được giao')
    await district.getByRole('link', { name: /Văn bản mới đến/ }).click()
    await district.getByRole('link', { name: '1016-CV/TU' }).click()
    await shows(district, 'Tỉnh ủy Sóc Trăng gửi.', 'theo “Các huyện uỷ, thị uỷ, thành uỷ”')
    await clerk.goto(letter)
    await shows(clerk, 'Đã mở, chưa nhận: 1', 'Chưa mở: 30')
    await press(district, 'Nhận vào sổ đến')
    await shows(district, 'sổ đến số 1, ngày 08/02/2023', 'đã tiếp nhận')
    await press(district, 'Trình lãnh đạo')
    const leader = await desk.as('lanhdao.huyen-uy-ke-sach')
    await leader.goto('/work')
    await leader.getByRole('link', { name: /Chờ bút phê của lãnh đạo/ }).click()
    await leader.getByRole('link', { name: '1016-CV/TU' }).click()
    await leader.getByLabel('Ý kiến chỉ đạo').fill('Giao Văn phòng tham mưu triển khai.')
    await press(leader, 'Ghi bút phê')
    await shows(leader, 'Đã ghi bút phê.', 'Giao Văn phòng tham mưu triển khai.')
    await district.reload()
    await press(district, 'Chuyển xử lý')
    await shows(district, 'Đã chuyển tới người xử lý.')
    await clerk.reload()
    await shows(clerk, 'Đã nhận: 1', 'Chưa mở: 30')
  })

  await step(
    'its work is asked in the letter’s own sentence; the officer takes it, divides it and sets a date',
    async () => {
      const officer = await desk.as('chuyenvien.huyen-uy-ke-sach')
      await officer.goto('/work')
      await shows(
        officer,
        'Việc của tôi',
        'Các ban đảng, ban cán sự đảng, đảng đoàn, các huyện uỷ, thị uỷ, thành uỷ và đảng uỷ trực thuộc Tỉnh uỷ tổ chức quán triệt và chỉ đạo thực hiện có hiệu quả Công văn này',
        '1016-CV/TU, Điểm 5 – Tỉnh ủy Sóc Trăng',
      )
      await officer.getByRole('link', { name: 'Mở việc này: văn bản 1016-CV/TU, Điểm 5' }).click()
      await press(officer, 'Nhận việc')
      await shows(officer, 'Đã nhận việc.', 'Việc thường xuyên không có lúc “xong”')
      await officer.getByLabel('Giao cho').first().selectOption({ label: 'Ban Dân vận Huyện ủy Kế Sách' })
      await officer.getByLabel('Làm gì').first().fill('Soạn kế hoạch quán triệt')
      await officer.getByLabel('Hạn').first().fill('2023-03-01')
      await press(officer, 'Chia việc')
      const part = officer.getByRole('row').filter({ hasText: 'Soạn kế hoạch quán triệt' })
      assert.match(await part.innerText(), /Ban Dân vận Huyện ủy Kế Sách[\s\S]*01\/03\/2023/)
      await officer.getByLabel('Ngày tự đặt').fill('2023-03-15')
      await press(officer, 'Đặt ngày')
      await shows(officer, 'đơn vị tự đặt hạn 15/03/2023')
      await clerk.reload()
      await shows(clerk, '31 nơi nhận, kể cả qua chuyển tiếp; 1 trên 59 việc đã nhận')
    },
  )

  await step(
    'one body returns the letter with a reason, another says whose it is, and the sender answers both',
    async () => {
      const other = await desk.as('vanthu.ban-can-su-ubnd')
      await other.goto(letter)
      await unfold(other, 'Trả lại nơi gửi')
      await other.getByLabel('Lý do').selectOption({ label: 'thiếu trang' })
      await other.getByLabel('Nói rõ').fill('Thiếu trang 2')
      await press(other, 'Trả lại nơi gửi')
      await shows(other, 'Đã trả lại nơi gửi.', 'thiếu trang', 'Thiếu trang 2')
      const society = await desk.as('vanthu.ctd-tinh')
      await society.goto(letter)
      await unfold(society, 'Trả lại nơi gửi')
      await society.getByLabel('Lý do').selectOption({ label: 'thuộc đơn vị khác' })
      await society.getByLabel('Nói rõ').fill('Việc của Hội, xin gửi Hội')
      await society.getByLabel('Nếu chuyển nơi khác').fill('hoi chu thap do tinh soc trang')
      await press(society, 'Trả lại nơi gửi')
      await clerk.reload()
      await shows(clerk, 'Trả lại: 2', 'Văn bản bị trả lại')
      await press(clerk, /^Gửi lại: Ban cán sự đảng Ủy ban nhân dân tỉnh Sóc Trăng/)
      await shows(clerk, 'Đã trả lời.', 'Trả lại: 1')
      await press(clerk, /^Gửi cho đơn vị được đề nghị: Ban Thường vụ Hội Chữ thập đỏ/)
      await shows(clerk, '32 nơi nhận, kể cả qua chuyển tiếp')
      const whole = await desk.as('vanthu.hoi-ctd-tinh')
      await whole.goto('/letters?desk=inbox')
      await shows(whole, '1016-CV/TU')
    },
  )

  await step(
    'the Front’s board enters 1016 from paper, makes 2052 its own, and sends it to the 11 districts in 1016’s thread',
    async () => {
      const front = await desk.as('vanthu.mttq-tinh')
      await front.goto(letter)
      await shows(front, 'Không tìm thấy trang')
      await front.goto('/read')
      await front.setInputFiles('input[type=file]', SAMPLE)
      await press(front, 'Đọc')
      reading = new URL(front.url()).pathname
      await front.getByRole('link', { name: 'Kiểm và vào sổ 1016-CV/TU' }).click()
      await press(front, 'Vào sổ văn bản đến')
      assert.equal(new URL(front.url()).pathname, letter, 'it is the one letter that the issuer entered')
      await shows(front, 'Đã vào sổ đến.', 'sổ đến số 1, ngày 08/02/2023')
      await front.goto(`${reading}/1`)
      await press(front, 'Đây là văn bản của đơn vị tôi, đã ký trên giấy')
      const covering = new URL(front.url()).pathname
      await shows(front, 'Tiếp nối Điểm 1, 1016-CV/TU', 'Điểm 6, 1016-CV/TU')
      await press(front, 'Trình ký')
      const chair = await desk.as('lanhdao.mttq-tinh')
      await chair.goto(covering)
      await press(chair, 'Xác nhận bản giấy có chữ ký của tôi')
      await front.reload()
      await press(front, 'Lấy số')
      await front.getByRole('link', { name: 'Xem nơi nhận và phát hành' }).click()
      await shows(front, 'Tính theo ngày 08/02/2023: 11 đơn vị, 0 người.')
      await press(front, 'Phát hành: gửi 11 đơn vị, 0 người, giao 22 việc')
      await clerk.goto(`${letter}/thread`)
      await unfold(clerk, 'Xem bằng bảng')
      await shows(clerk, '1016-CV/TU chuyển tiếp 2052/MTTQ-BTT', 'Đoạn 1, 2052/MTTQ-BTT')
      await clerk.locator('svg a').filter({ hasText: '2052/MTTQ-BTT' }).first().click()
      assert.equal(new URL(clerk.url()).pathname, covering, 'the thread can be walked down')
      await clerk.getByRole('link', { name: 'Điểm 3, 1016-CV/TU' }).first().click()
      assert.equal(new URL(clerk.url()).pathname, letter, 'and up again')
    },
  )

  await step(
    'a district’s Front passes it on to its 13 communes with a covering letter whose clauses and limit are inherited',
    async () => {
      const front = await desk.as('vanthu.mttq-ke-sach')
      await front.goto('/letters?desk=inbox')
      await front.getByRole('link', { name: '2052/MTTQ-BTT' }).click()
      await press(front, 'Nhận vào sổ đến')
      await press(front, 'Soạn văn bản chuyển tiếp')
      const covering = new URL(front.url()).pathname
      await shows(
        front,
        'Ban Thường trực Ủy ban MTTQ Việt Nam các xã, thị trấn',
        'Tiếp nối Đoạn 1, 2052/MTTQ-BTT',
        'Phổ biến đến chi bộ: cũng là giới hạn lưu hành',
      )
      await press(front, 'Trình ký')
      const chair = await desk.as('lanhdao.mttq-ke-sach')
      await chair.goto(covering)
      await press(chair, 'Ký')
      await front.reload()
      await front.getByLabel('Ký hiệu cơ quan trong số văn bản').fill('MTTQ-BTT')
      await press(front, 'Lấy số')
      await shows(front, '1/MTTQ-BTT')
      await front.goto(`${covering}/send`)
      await press(front, 'Phát hành: gửi 13 đơn vị, 0 người, giao 26 việc')
      const commune = await desk.as('vanthu.mttq-xa')
      await commune.goto('/work')
      await shows(
        commune,
        '2 việc đang được giao',
        '1/MTTQ-BTT, Điểm 1 – Ban Thường trực Ủy ban MTTQ Việt Nam huyện Kế Sách',
      )
    },
  )

  await step('the Mass Mobilisation Board, which the letter names to follow it, sees the whole tree', async () => {
    const board = await desk.as('vanthu.ban-dan-van')
    await board.goto(letter)
    await shows(board, 'Văn bản đã đi đến đâu', '56 nơi nhận, kể cả qua chuyển tiếp; 1 trên 107 việc đã nhận')
    assert.equal(
      await board.getByRole('link', { name: '1016-CV-TU.txt' }).count(),
      1,
      'two offices brought the same file: it is one',
    )
    const tree = board.locator('svg[aria-labelledby^=reach-tree]')
    const branches = await tree.locator('g').allTextContents()
    const branch = (name: string) =>
      branches.find(text => text.startsWith(name))?.replace(/\s+/g, ' ') ?? `no ${name} in the tree`
    assert.match(
      branch('Đảng đoàn Ủy ban MTTQ Việt Nam tỉnh'),
      /Đã gửi: 23.*Đã chuyển tiếp: 1/,
      'where the tree is large a branch is counted',
    )
    assert.match(branch('Huyện ủy Kế Sách'), /Đã tiếp nhận$/)
    assert.match(branch('Ban Thường vụ Hội Chữ thập đỏ tỉnh'), /Trả lại$/)
    const area = board.getByRole('table', { name: 'Theo địa bàn' }).getByRole('row').filter({ hasText: 'Kế Sách' })
    assert.match((await area.innerText()).replace(/\s+/g, ' '), /^Huyện Kế Sách 15 /i)
    await board.goto(`${letter}/thread`)
    await board.locator('svg a').filter({ hasText: '2052/MTTQ-BTT' }).first().click()
    await shows(board, '24 nơi nhận, kể cả qua chuyển tiếp', 'Ban Thường trực Ủy ban MTTQ Việt Nam huyện Kế Sách')
    assert.equal(
      await board.locator('svg[aria-labelledby^=reach-tree] a', { hasText: 'xã An Mỹ' }).count(),
      1,
      'down to the commune',
    )
  })

  await step('the text that is missing is asked for: a letter about 44-KL/TW is drafted to who issued it', async () => {
    await clerk.goto(`${letter}/thread`)
    await shows(clerk, 'Văn bản được viện dẫn, chưa có (2)')
    await press(clerk, /^Soạn văn bản xin cung cấp: 44-KL\/TW/)
    await shows(
      clerk,
      'Đã soạn văn bản xin cung cấp.',
      'đề nghị cung cấp Kết luận số 44-KL/TW ngày 14/11/2022 của Ban Bí thư',
      'Kính gửi Ban Bí thư',
      'Trình ký',
    )
  })

  await step('every word of the log is about requests: no failure was met on the way', async () => {
    assert.deepEqual(troublesIn(desk.log), [])
    assert.match(await wordsOn(clerk), /Đường đi của văn bản này/)
  })
})
