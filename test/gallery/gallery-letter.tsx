import { dateOf } from '../../src/kernel/index.ts'
import type { T } from '../../src/words/index.ts'
import {
  Badge,
  DescriptionList,
  Flash,
  Heading,
  LinkButton,
  Meter,
  Note,
  PostButton,
  Quote,
  Steps,
  Tabs,
  Timeline,
} from '../../src/web/kit/index.ts'

const COMMAND = '0190a5c2-7d10-7c3a-9a10-3f1f2b7f0a01'

/** A letter's page: where it stands, what it says, what happened to it. */
export const LetterPart = ({ t }: { t: T }) => (
  <section aria-label="Văn bản">
    <Heading
      kicker="Công văn đến · Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng"
      title="2052/MTTQ-BTT: triển khai tuyên truyền Kết luận số 44-KL/TW của Ban Bí thư"
      lead={`Sóc Trăng, ${t.longDate(dateOf(2023, 2, 8)!)}`}
      actions={
        <>
          <LinkButton to="#next">Trình lãnh đạo</LinkButton>
          <PostButton to="/print" command={COMMAND} version={3}>
            In phiếu
          </PostButton>
        </>
      }
    />
    <Tabs
      t={t}
      label="Các phần của văn bản"
      items={[
        { href: '#a', label: 'Nội dung', current: true },
        { href: '#b', label: 'Nơi nhận', count: 11 },
        { href: '#c', label: 'Nhiệm vụ', count: 24 },
        { href: '#d', label: 'Dòng việc' },
      ]}
    />
    <Steps
      t={t}
      label="Tiến trình xử lý"
      steps={[
        { label: 'Vào sổ', state: 'done', note: '118 · 10/02/2023' },
        { label: 'Trình', state: 'done', note: 'Phó Chủ tịch Thường trực' },
        { label: 'Bút phê', state: 'current', note: 'chờ từ 11/02' },
        { label: 'Giao việc', state: 'todo' },
      ]}
    />
    <Quote source="Công văn số 2052/MTTQ-BTT, đoạn 2" href="#para">
      Nâng cao chất lượng hiệu quả các hoạt động, phong trào, chương trình phối hợp hoạt động Chữ thập đỏ, công tác nhân
      đạo.
    </Quote>
    <p>
      <Badge tone="neutral">Đã gửi</Badge> <Badge tone="info">Đã mở</Badge> <Badge tone="good">Đã tiếp nhận</Badge>{' '}
      <Badge tone="warn">Sắp đến hạn</Badge> <Badge tone="bad">Trả lại</Badge>
    </p>
    <LetterFacts t={t} />
  </section>
)

const LetterFacts = ({ t }: { t: T }) => (
  <>
    <DescriptionList
      items={[
        { label: 'Cơ quan ban hành', value: 'Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng' },
        { label: 'Ngày văn bản', value: t.date(dateOf(2023, 2, 8)!) },
        { label: 'Vào sổ lúc', value: t.instant(new Date('2023-02-10T02:41:00Z')) },
        { label: 'Căn cứ', value: <a href="#cv1016">Công văn số 1016-CV/TU, ngày 13/01/2023</a> },
      ]}
    />
    <Meter t={t} label="Đơn vị đã tiếp nhận" value={5} max={11} tone="good" />
    <Meter t={t} label="Chi bộ đã phổ biến" value={212} max={640} tone="warn" />
    <Timeline
      label="Diễn biến"
      items={[
        {
          when: '08/02/2023',
          title: 'Ban hành và gửi đến 11 huyện, thị xã, thành phố',
          by: 'Ủy ban MTTQ tỉnh',
        },
        { when: '10/02/2023', title: 'Huyện Kế Sách tiếp nhận', by: 'văn thư', tone: 'good' },
        {
          when: '13/02/2023',
          title: 'Huyện Thạnh Trị trả lại',
          tone: 'bad',
          body: <p>Tệp đính kèm thiếu trang 2 của Công văn 1016-CV/TU.</p>,
        },
      ]}
    />
    <Note tone="warn" title="Văn bản mật không đưa lên đây">
      <p>Văn bản có dấu MẬT, TỐI MẬT hoặc TUYỆT MẬT xử lý theo quy trình riêng của cơ quan.</p>
    </Note>
    <Flash t={t} flash={{ tone: 'bad', text: 'Chưa gửi được đến huyện Thạnh Trị.' }} />
  </>
)
