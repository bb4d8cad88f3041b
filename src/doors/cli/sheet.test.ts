import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { must, root, uuid7 } from '../../../test/testkit.ts'
import { readAs } from '../../access/index.ts'
import { story } from '../../directives/fixture.sql.ts'
import { aDirective, LATER } from '../../dissemination/fixture.sql.ts'
import { buildForm, formById, makeForm } from '../../sheets/index.ts'
import { refill } from '../../sheets/refill.fixture.ts'
import { loadWords, translator } from '../../words/index.ts'
import { sheetCommand } from './sheet.ts'

test('chido sheet import looks first, records with --take, and names who is nobody', async t => {
  const w = await story(t)
  const { document, district, commune } = await aDirective(w)
  const made = must(
    await w.run(district, makeForm, { unit: commune.unit, document, period: '2023-Q1' }, undefined, LATER),
  )
  const form = (await readAs(w.db, LATER, district, tx => formById(tx, made.form)))!
  const bytes = buildForm(form, { sample: false, indicatorName: key => key })
  const file = join(mkdtempSync(join(tmpdir(), 'chido-')), 'bieu.xlsx')
  writeFileSync(file, refill(bytes, { '2. Sĩ số': { D6: 30 } }))
  const [account] = await w.rows<{ email: string }>(`select email from account where id = '${district.account}'`)
  const speak = translator(loadWords(join(root, 'locales')), 'vi')
  const run = (...args: string[]) => sheetCommand(w.db, LATER, args, speak, uuid7)
  const as = ['--as', account!.email]

  assert.equal(await run('import', file, ...as), 0)
  assert.equal(await w.count('study_roll'), 0)
  assert.equal(await run('import', file, ...as, '--take'), 0)
  assert.equal(await w.count('study_roll'), 1)
  assert.equal(await run('import', file, ...as, '--take'), 0)
  assert.equal(await w.count('sheet_return'), 1)

  assert.equal(await run('import', file, '--as', 'khong-ai@thu.example'), 2)
  assert.equal(await run('import', `${file}.missing`, ...as), 2)
  assert.equal(await run('import'), 2)
  writeFileSync(file, refill(bytes, { '2. Sĩ số': { D6: 'ba mươi' } }))
  assert.equal(await run('import', file, ...as, '--take'), 1)
  assert.equal(await w.count('sheet_return'), 1)
})
