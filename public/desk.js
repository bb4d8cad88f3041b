// The reading desk by keyboard, and fields filled by selecting text. Without this file every field can be typed, every
// place in the letter is a link, and pages are turned by buttons; this only makes it quicker.
const source = document.querySelector('#source')
const bar = document.querySelector('.desk-take')
const fields = [...document.querySelectorAll('.desk-field[data-path]')]
const takers = fields.filter(field => field.dataset.takes)

if (source && bar) {
  const into = bar.querySelector('select')
  const said = bar.querySelector('[role=status]')
  for (const [at, field] of takers.entries()) into.add(new Option(field.dataset.label, String(at)))
  bar.hidden = false
  // A caret in text that cannot be changed: keys move and select in it as in any text, and nothing can be typed.
  source.contentEditable = 'true'
  source.setAttribute('role', 'textbox')
  source.setAttribute('aria-multiline', 'true')
  source.setAttribute('aria-readonly', 'true')
  source.inputMode = 'none'
  source.spellcheck = false
  for (const change of ['beforeinput', 'drop', 'paste', 'cut', 'dragstart']) source.addEventListener(change, event => event.preventDefault())

  /** The control of a field: the one that a value goes into. */
  const controlOf = field =>
    field.querySelector(field.dataset.takes === 'date' ? 'input[type=date]' : 'input:not([type=hidden]):not([type=checkbox]),textarea,select')
  const fieldOf = element => element.closest?.('.desk-field[data-path]')
  const linkOf = field => field?.querySelector('.origin a[href^="#mark"]')
  let current = takers[0]
  // The box of the field that was asked for, on the picture of its page.
  const box = document.querySelector('.desk-paper rect')
  const picture = document.querySelector('.desk-paper img')
  const showBox = () => {
    const paper = box.closest('.desk-paper')
    paper.scrollTop += box.getBoundingClientRect().top - paper.getBoundingClientRect().top - paper.clientHeight / 3
  }
  if (box && picture.complete) showBox()
  else if (box) picture.addEventListener('load', showBox)

  /** Scrolls the letter alone, never the page under the hands. */
  const bring = mark => {
    const [box, frame] = [mark.getBoundingClientRect(), source.getBoundingClientRect()]
    const end = Math.min(frame.bottom, innerHeight)
    if (box.top < frame.top || box.bottom > end) source.scrollTop += box.top - frame.top - (end - frame.top) / 3
  }
  /** Lights up where the field was read. */
  const show = field => {
    current = field
    into.value = String(Math.max(0, takers.indexOf(field)))
    for (const mark of source.querySelectorAll('mark.now')) mark.classList.remove('now')
    const link = linkOf(field)
    const mark = link && document.getElementById(link.hash.slice(1))
    if (!mark) return null
    mark.classList.add('now')
    bring(mark)
    return mark
  }
  document.addEventListener('focusin', event => {
    const field = fieldOf(event.target)
    if (field && field !== current) show(field)
  })
  if (source.querySelector('mark.chosen')) bring(source.querySelector('mark.chosen'))

  const go = (from, by) => {
    const next = fields[fields.indexOf(from) + by]
    if (!next) return
    show(next)
    const control = controlOf(next)
    control?.focus()
    control?.select?.()
  }

  /** Puts the caret where the field was read, its words selected. */
  const toSource = field => {
    const mark = show(field)
    source.focus({ preventScroll: true })
    const range = document.createRange()
    if (mark) range.selectNodeContents(mark)
    else range.setStart(source, 0)
    const number = mark?.querySelector('.mark-number')
    if (number) range.setStartAfter(number)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
  }

  /** The words between two places of the letter, without the numbers of marks. */
  const wordsIn = range => {
    const part = range.cloneContents()
    for (const number of part.querySelectorAll('.mark-number')) number.remove()
    return part.textContent
  }
  const selected = () => {
    const selection = getSelection()
    const range = selection.rangeCount > 0 ? selection.getRangeAt(0) : null
    if (!range || range.collapsed || !source.contains(range.commonAncestorContainer)) return null
    const before = document.createRange()
    before.setStart(source, 0)
    before.setEnd(range.startContainer, range.startOffset)
    const words = wordsIn(range)
    const start = Number(source.dataset.start ?? 0) + wordsIn(before).length
    const blanks = words.length - words.trimStart().length
    return { words: words.trim(), start: start + blanks, end: start + blanks + words.trim().length }
  }

  const plain = words => words.replace(/\s+/g, ' ').trim()
  const dayIn = words => {
    const found = /(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})/iu.exec(words.normalize('NFC'))
    return found ? `${found[3]}-${found[2].padStart(2, '0')}-${found[1].padStart(2, '0')}` : ''
  }
  const valueFrom = (field, words, old) => {
    if (field.dataset.takes === 'date') return dayIn(words)
    if (field.dataset.takes === 'number') return (/\d+[a-zA-Z]?/.exec(words) ?? [plain(words)])[0]
    if (field.dataset.takes === 'symbol') return plain(words).replace(/^(?:số\s*:?\s*)?\d*\s*[/-]\s*/iu, '')
    if (field.dataset.takes !== 'list') return plain(words)
    const lines = words
      .split('\n')
      .map(line => plain(line).replace(/^[-+•*]\s*|[;.,]+$/g, ''))
      .filter(Boolean)
    const there = old.split('\n').filter(Boolean)
    return [...there, ...lines.filter(line => !there.includes(line))].join('\n')
  }

  const take = () => {
    const field = takers[Number(into.value)]
    const part = selected()
    const control = field && controlOf(field)
    const value = part && control ? valueFrom(field, part.words, control.value) : ''
    if (!value) {
      said.textContent = bar.dataset.nothing
      return
    }
    control.value = value
    const taken = field.querySelector('input[name^="taken-"]')
    if (taken) taken.value = `${part.start}-${part.end}`
    control.dispatchEvent(new Event('change', { bubbles: true }))
    said.textContent = bar.dataset.taken.replace('{field}', field.dataset.label)
    control.focus()
  }
  bar.querySelector('button').addEventListener('click', take)
  into.addEventListener('change', () => (current = takers[Number(into.value)]))

  source.addEventListener('keydown', event => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter') take()
    else if (event.key === 'Escape') controlOf(current)?.focus()
    else if (event.key === 'j') go(current, 1)
    else if (event.key === 'k') go(current, -1)
    else return
    event.preventDefault()
  })
  document.addEventListener('keydown', event => {
    const field = fieldOf(event.target)
    if (!field || event.isComposing) return
    const link = event.target.closest('.origin')
    const down = (event.ctrlKey && event.key === 'ArrowDown') || (link && (event.key === 'ArrowDown' || event.key === 'j'))
    const up = (event.ctrlKey && event.key === 'ArrowUp') || (link && (event.key === 'ArrowUp' || event.key === 'k'))
    if (event.key === 'F2') toSource(field)
    else if (down) go(field, 1)
    else if (up) go(field, -1)
    // In a line of text Enter would send the form; here it is how a clerk goes on.
    else if (event.key === 'Enter' && event.target.matches('input:not([type=checkbox])')) go(field, 1)
    else return
    event.preventDefault()
  })
}
