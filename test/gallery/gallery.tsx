import { dateOf } from '../../src/kernel/index.ts'
import type { T } from '../../src/words/index.ts'
import { CITATIONS, DELIVERIES, LETTER, MANY_DELIVERIES, MARKS, THREAD } from './gallery-data.ts'
import { FormPart } from './gallery-form.tsx'
import { LetterPart } from './gallery-letter.tsx'
import { ListPart } from './gallery-lists.tsx'
import {
  type SourceField,
  Breadcrumbs,
  DateInput,
  DescriptionList,
  Form,
  Page,
  SourceBeside,
  StackedBar,
  Submit,
  TextArea,
  TextInput,
  ThreadPicture,
  TreePicture,
} from '../../src/web/kit/index.ts'

const COMMAND = '0190a5c2-7d10-7c3a-9a10-3f1f2b7f0a01'

/**
 * Every component on the words and numbers it is made for. Looked at by people and by a test, in three
 * languages, wide and narrow, light and dark; it is no page of the site.
 */
export const Gallery = ({ t }: { t: T }) => {
  // The gallery's words are those of the rooms it stands for, so they stay Vietnamese; and its two problems
  // get their sentences here, because no room's catalogue should carry them.
  const speaking: T = Object.assign((...args: Parameters<T>) => t(...args), t, {
    problem: (p: { kind: string }) =>
      p.kind === 'gallery-number'
        ? 'Số 2052 đã có trong sổ năm 2023; hãy xem văn bản đã vào sổ.'
        : 'Hạn phải sau ngày của văn bản.',
  })
  return (
    <Page
      t={t}
      title="Công văn 2052/MTTQ-BTT"
      wide
      path="/gallery?tab=2"
      cssHash="gallery"
      nav={[
        'Văn bản',
        'Việc cần làm',
        'Tổ chức',
        'Con người',
        'Hoạt động',
        'Trợ giúp',
        'Sổ tiền',
        'Báo cáo',
        'Kiểm tra',
      ].map((label, at) => ({ href: `/p${at}`, label, current: at === 0 }))}
      account={{
        name: 'Lý Thị Sa Rêm',
        at: 'Văn thư, Ủy ban MTTQ tỉnh Sóc Trăng',
        links: [{ href: '/me', label: 'Hồ sơ của tôi' }],
        signOut: { to: '/sign-out', hidden: { command: COMMAND } },
      }}
      world={{ demo: true, name: 'Sóc Trăng 2023', date: dateOf(2023, 2, 14)! }}
      flash={{
        tone: 'good',
        text: 'Đã vào sổ công văn số 2052/MTTQ-BTT, số đến 118.',
        link: { href: '#giao-0', label: 'Trình lãnh đạo' },
      }}
      footerInfo={{
        database: 'PGlite',
        version: '0.1.0',
        links: [
          { href: '/public-key', label: 'Khoá công khai' },
          { href: '/help', label: 'Trợ giúp' },
        ],
      }}
    >
      <Breadcrumbs
        t={t}
        items={[{ href: '/', label: 'Văn bản' }, { href: '/in', label: 'Văn bản đến' }, { label: '2052/MTTQ-BTT' }]}
      />
      <LetterPart t={t} />
      <FormPart t={speaking} />
      <ListPart t={t} />
      <PicturePart t={t} />
      <DeskPart t={t} />
    </Page>
  )
}

const PicturePart = ({ t }: { t: T }) => (
  <section aria-label="Hình">
    <h2>Hình</h2>
    <TreePicture t={t} id="tree" title="Công văn 2052/MTTQ-BTT đã đi đến đâu" nodes={DELIVERIES} />
    <TreePicture t={t} id="many" title="Đến xã, phường, thị trấn" nodes={MANY_DELIVERIES} />
    <ThreadPicture t={t} id="cites" title="Văn bản dẫn văn bản" {...CITATIONS} />
    <ThreadPicture t={t} id="thread" title="Từ văn bản đến đơn vị" {...THREAD} />
    <StackedBar
      t={t}
      id="bar"
      title="Tình trạng 24 nhiệm vụ"
      parts={[
        { label: 'Đã xong', value: 11, tone: 'good' },
        { label: 'Đang làm', value: 7, tone: 'info' },
        { label: 'Sắp đến hạn', value: 4, tone: 'warn' },
        { label: 'Quá hạn', value: 2, tone: 'bad', href: '#late' },
      ]}
    />
  </section>
)

const DeskPart = ({ t }: { t: T }) => (
  <section aria-label="Bàn đọc">
    <h2>Kiểm tra những gì đọc được</h2>
    <Form to="/letters/confirm" command={COMMAND}>
      <SourceBeside
        t={t}
        text={LETTER}
        marks={MARKS}
        fields={deskFields(t)}
        foot={<Submit>Xác nhận và vào sổ</Submit>}
      />
    </Form>
  </section>
)

const deskFields = (t: T): readonly SourceField[] => [
  {
    label: 'Cơ quan ban hành',
    marks: ['issuer'],
    children: (
      <TextInput
        t={t}
        name="desk-issuer"
        label="Cơ quan ban hành"
        value="Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng"
        required
      />
    ),
  },
  {
    label: 'Số và ký hiệu',
    marks: ['number'],
    children: (
      <TextInput t={t} name="desk-number" label="Số và ký hiệu" value="2052/MTTQ-BTT" required width="medium" />
    ),
  },
  {
    label: 'Ngày',
    marks: ['date'],
    children: <DateInput t={t} name="desk-date" label="Ngày" value={dateOf(2023, 2, 8)} required />,
  },
  {
    label: 'Trích yếu',
    marks: ['subject'],
    unsure: true,
    children: (
      <TextArea
        t={t}
        name="desk-subject"
        label="Trích yếu"
        value="triển khai tuyên truyền Kết luận số 44-KL/TW của Ban Bí thư"
        required
        rows={2}
      />
    ),
  },
  {
    label: 'Kính gửi',
    marks: ['to'],
    children: (
      <TextArea
        t={t}
        name="desk-to"
        label="Kính gửi"
        value="Ban Thường trực Ủy ban MTTQ Việt Nam các huyện, thị xã, thành phố"
        required
        rows={2}
      />
    ),
  },
  {
    label: 'Căn cứ',
    marks: ['basis', 'basis-date'],
    children: <DescriptionList items={[{ label: 'Căn cứ', value: '1016-CV/TU, 13/01/2023' }]} />,
  },
  { label: 'Người ký', children: <TextInput t={t} name="desk-signer" label="Người ký" /> },
]
