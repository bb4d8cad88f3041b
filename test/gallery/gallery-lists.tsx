import { vnd } from '../../src/kernel/index.ts'
import type { T } from '../../src/words/index.ts'
import { DISTRICTS } from './gallery-data.ts'
import {
  Badge,
  Card,
  Cards,
  Details,
  EmptyState,
  Form,
  KeyFigure,
  Pager,
  PostButton,
  Submit,
  Table,
  TextInput,
} from '../../src/web/kit/index.ts'

const COMMAND = '0190a5c2-7d10-7c3a-9a10-3f1f2b7f0a03'

/** Tables, cards and what stands where there is nothing yet. */
export const ListPart = ({ t }: { t: T }) => (
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
          screenOnly: true,
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
    <Table t={t} caption="Văn bản chưa mở" rows={[]} columns={[{ key: 'a', label: 'Văn bản', cell: () => '' }]} />
    <CardsAndSuch t={t} />
  </section>
)

const CardsAndSuch = ({ t }: { t: T }) => (
  <>
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
  </>
)
