import { dateOf, problem } from '../../src/kernel/index.ts'
import type { T } from '../../src/words/index.ts'
import { DISTRICTS } from './gallery-data.ts'
import {
  Actions,
  Checkbox,
  CheckboxGroup,
  DateInput,
  ErrorSummary,
  FileInput,
  Form,
  RadioGroup,
  Select,
  Submit,
  TextArea,
  TextInput,
} from '../../src/web/kit/index.ts'

const COMMAND = '0190a5c2-7d10-7c3a-9a10-3f1f2b7f0a02'
const PROBLEMS = [
  problem('gallery-number', undefined, { field: 'number' }),
  problem('gallery-deadline', undefined, { field: 'deadline' }),
]

/** Every kind of field, two of them wrong. */
export const FormPart = ({ t }: { t: T }) => (
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
      <TextInput t={t} name="amount" label="Kinh phí dự kiến" inputmode="numeric" suffix="₫" value="12500000" />
      <TextArea t={t} name="note" label="Ý kiến của lãnh đạo" hint="Chủ trì, phối hợp, thời hạn" />
      <ChoiceFields t={t} />
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

const ChoiceFields = ({ t }: { t: T }) => (
  <>
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
    <FileInput t={t} name="scan" label="Bản quét" hint="PDF hoặc ảnh, tối đa 20 MB" accept=".pdf,image/*" multiple />
    <Checkbox t={t} name="not-secret" label="Tôi xác nhận văn bản này không mang dấu độ mật" required />
  </>
)
