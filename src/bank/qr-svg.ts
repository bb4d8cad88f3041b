import QRCode from 'qrcode'

/**
 * A QR code as an SVG picture that stands alone: one path, black on white with the quiet zone that
 * scanners need, a title that is read aloud. `qrcode` finds the modules; the picture is drawn here,
 * because the package's own has no title. No network, no script.
 */
export const qrSvg = (text: string, title: string): string => {
  // M survives a crease or a stain on a poster (15%) and keeps the code small enough for a receipt.
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  let path = ''
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size;) {
      let run = 0
      while (x + run < size && modules.get(y, x + run)) run++
      if (run > 0) path += `M${x + QUIET} ${y + QUIET}h${run}v1h-${run}z`
      x += run + 1
    }
  const side = size + 2 * QUIET
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" role="img" shape-rendering="crispEdges">` +
    `<title>${escape(title)}</title><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>`
  )
}

/** Four modules of white around, as ISO/IEC 18004 asks. */
const QUIET = 4

const escape = (text: string): string => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
