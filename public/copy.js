// Adds a button to every text that is there to be copied. Without this file the text can still be selected and copied.
for (const text of document.querySelectorAll('textarea[data-copy]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button secondary'
  button.textContent = text.dataset.copy
  const said = document.createElement('span')
  said.setAttribute('role', 'status')
  said.className = 'muted'
  button.addEventListener('click', () => {
    text.select()
    // Pages without TLS have no clipboard of their own; the old way copies what is selected.
    const copied = navigator.clipboard?.writeText(text.value) ?? Promise.reject(new Error('no clipboard'))
    void copied
      .catch(() => document.execCommand('copy'))
      .then(() => {
        said.textContent = text.dataset.copied
      })
  })
  const line = document.createElement('p')
  line.className = 'actions'
  line.append(button, said)
  text.after(line)
}
