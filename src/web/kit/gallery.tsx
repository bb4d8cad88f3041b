import { dateOf, problem, vnd } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'
import { CITATIONS, DELIVERIES, DISTRICTS, LETTER, MANY_DELIVERIES, MARKS, THREAD } from './gallery-data.ts'
import {
  Actions,
  Badge,
  Breadcrumbs,
  Card,
  Cards,
  Checkbox,
  CheckboxGroup,
  DateInput,
  DescriptionList,
  Details,
  EmptyState,
  ErrorSummary,
  FileInput,
  Flash,
  Form,
  Heading,
  KeyFigure,
  LinkButton,
  Meter,
  Note,
  Page,
  Pager,
  PostButton,
  Quote,
  RadioGroup,
  Select,
  SourceBeside,
  StackedBar,
  Steps,
  Submit,
  Table,
  Tabs,
  TextArea,
  TextInput,
  ThreadPicture,
  Timeline,
  TreePicture,
} from './index.ts'

const COMMAND = '0190a5c2-7d10-7c3a-9a10-3f1f2b7f0a01'
// The gallery stands for what rooms will show, so its words are the rooms' and stay Vietnamese.
const PROBLEMS = [
  problem('gallery-number', undefined, { field: 'number' }),
  problem('gallery-deadline', undefined, { field: 'deadline' }),
]

/**
 * Every component on the words and numbers it is made for. Looked at by people and by a test, in three
 * languages, wide and narrow, light and dark; it is no page of the site.
 */
export const Gallery = ({ t }: { t: T }) => {
  // The two problems need sentences, which no room's catalogue should carry for the gallery's sake.
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
        items={[
          { href: '/', label: 'Văn bản' },
          { href: '/in', label: 'Văn bản đến' },
          { label: '2052/MTTQ-BTT' },
        ]}
      />
      <LetterPart t={t} />
      <FormPart t={speaking} />
      <ListPart t={t} />
      <PicturePart t={t} />
      <DeskPart t={t} />
    </Page>
  )
}

const LetterPart = ({ t }: { t: T }) => (
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
      Nâng cao chất lượng hiệu quả các hoạt động, phong trào, chương trình phối hợp hoạt động Chữ thập đỏ,
      công tác nhân đạo.
    </Quote>
    <p>
      <Badge tone="neutral">Đã gửi</Badge> <Badge tone="info">Đã mở</Badge>{' '}
      <Badge tone="good">Đã tiếp nhận</Badge> <Badge tone="warn">Sắp đến hạn</Badge>{' '}
      <Badge tone="bad">Trả lại</Badge>
    </p>
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
  </section>
)

const FormPart = ({ t }: { t: T }) => (
  <section aria-label="Biểu mẫu">
    <h2>Vào sổ văn bản đến</h2>
    <ErrorSummary t={t} problems={PROBLEMS} />
    <Form to="/letters" command={COMMAND} version={3} files label="Vào sổ văn bản đến">
      <TextInput
        t={t}
        name="number"
        label="Số và ký hiệu"
        hint="Ghi đúng như trên văn bản, ví dụ 2052/MTTQ-BTT"
        value="2052/MTTQ-BTT"
        required
        width="medium"
        problems={PROBLEMS}
        lang="vi"
      />
      <DateInput t={t} name="date" label="Ngày văn bản" value={dateOf(2023, 2, 8)} required />
      <DateInput t={t} name="deadline" label="Hạn xử lý" problems={PROBLEMS} />
      <Select
        t={t}
        name="unit"
        label="Đơn vị chủ trì"
        required
        options={[
          {
            label: 'Huyện, thị xã, thành phố',
            options: DISTRICTS.map((d, at) => ({ value: String(at), label: `Ủy ban MTTQ ${d}` })),
          },
          { value: 'x', label: 'Ban Phong trào' },
        ]}
      />
      <TextInput
        t={t}
        name="amount"
        label="Kinh phí dự kiến"
        inputmode="numeric"
        suffix="₫"
        value="12500000"
      />
      <TextArea t={t} name="note" label="Ý kiến của lãnh đạo" hint="Chủ trì, phối hợp, thời hạn" />
      <RadioGroup
        t={t}
        name="force"
        label="Mức độ"
        required
        value="giao"
        options={[
          { value: 'yc', label: 'Yêu cầu' },
          { value: 'giao', label: 'Giao', hint: 'Một đơn vị chịu trách nhiệm chính' },
          { value: 'dn', label: 'Đề nghị' },
        ]}
      />
      <CheckboxGroup
        t={t}
        name="forms"
        label="Hình thức phổ biến"
        inline
        values={['qt']}
        options={[
          { value: 'qt', label: 'Quán triệt' },
          { value: 'pb', label: 'Phổ biến' },
        ]}
      />
      <FileInput
        t={t}
        name="scan"
        label="Bản quét"
        hint="PDF hoặc ảnh, tối đa 20 MB"
        accept=".pdf,image/*"
        multiple
      />
      <Checkbox t={t} name="not-secret" label="Tôi xác nhận văn bản này không mang dấu độ mật" required />
      <Actions>
        <Submit>Vào sổ</Submit>
        <Submit kind="secondary" name="then" value="next">
          Vào sổ và nhập tiếp
        </Submit>
        <Submit kind="danger" name="then" value="drop">
          Huỷ bản nháp
        </Submit>
      </Actions>
    </Form>
  </section>
)

const ListPart = ({ t }: { t: T }) => (
  <section aria-label="Danh sách">
    <h2>Các khoản theo huyện</h2>
    <Form to="/search" method="get" label="Lọc danh sách" inline>
      <TextInput t={t} name="q" label="Tìm" type="search" required />
      <Submit kind="secondary">Lọc</Submit>
    </Form>
    <Table
      t={t}
      caption="Kinh phí hỗ trợ sinh kế, quý I năm 2023 (giả định)"
      rows={DISTRICTS.slice(0, 5).map((name, at) => ({
        name,
        households: 12 + at * 7,
        amount: vnd(BigInt(at + 1) * 137_450_000n)!,
        late: at === 2,
      }))}
      columns={[
        { key: 'name', label: 'Đơn vị', heads: true, cell: row => <a href="#unit">{row.name}</a> },
        {
          key: 'state',
          label: 'Tình trạng',
          cell: row => (row.late ? <Badge tone="bad">Quá hạn</Badge> : <Badge tone="good">Đúng hạn</Badge>),
        },
        { key: 'households', label: 'Số hộ', numeric: true, cell: row => t.number(row.households) },
        { key: 'amount', label: 'Đã chi', numeric: true, cell: row => t.money(row.amount) },
        {
          key: 'do',
          label: 'Việc',
          cell: row => (
            <PostButton to="/urge" command={COMMAND} label={`Đôn đốc ${row.name}`}>
              Đôn đốc
            </PostButton>
          ),
        },
      ]}
      foot={{ name: 'Cộng', households: t.number(130), amount: t.money(vnd(2_061_750_000n)!) }}
    />
    <Pager t={t} previous="#p1" next="#p3" from={26} to={50} total={1234} />
    <Table
      t={t}
      caption="Văn bản chưa mở"
      rows={[]}
      columns={[{ key: 'a', label: 'Văn bản', cell: () => '' }]}
    />
    <Cards>
      <Card
        title="Ngân hàng bò xã Thới An Hội"
        href="#bo"
        kicker="Chương trình"
        foot={<Badge tone="info">Đang làm</Badge>}
      >
        <p>14 con đã chuyển, 9 hộ đã nhận đời sau.</p>
      </Card>
      <Card title="Hiến máu đợt 1" kicker="Hoạt động">
        <p>612 đơn vị máu, 598 người.</p>
      </Card>
      <KeyFigure
        label="Hộ được giúp trong quý"
        value={t.number(1_284)}
        href="#ho"
        note="ước, sẽ thay bằng số thực hiện"
      />
    </Cards>
    <EmptyState title="Chưa có nhu cầu nào được ghi" action={{ href: '#ghi', label: 'Ghi nhu cầu đầu tiên' }}>
      <p>Nhu cầu do trưởng ấp hoặc tình nguyện viên ghi sẽ hiện ở đây.</p>
    </EmptyState>
    <Details summary="Vì sao có danh sách này?">
      <p>Công văn 1016-CV/TU yêu cầu định kỳ báo cáo kết quả với cấp uỷ, chính quyền cùng cấp.</p>
    </Details>
  </section>
)

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
        fields={[
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
              <TextInput
                t={t}
                name="desk-number"
                label="Số và ký hiệu"
                value="2052/MTTQ-BTT"
                required
                width="medium"
              />
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
        ]}
        foot={<Submit>Xác nhận và vào sổ</Submit>}
      />
    </Form>
  </section>
)
