import { connect, type Socket } from 'node:net'

/**
 * Asks for one page over and over on several kept-alive connections and says how many answers came: a program of its
 * own, so that asking does not take the server's time, and plain sockets, so that it takes little of anybody's.
 */
export type Asked = {
  readonly host: string
  readonly port: number
  readonly path: string
  readonly cookie: string
  readonly connections: number
  readonly ms: number
}
export type Answered = { readonly perSecond: number; readonly requests: number }

const END_OF_CHUNKS = Buffer.from('\r\n0\r\n\r\n')

async function ask(asked: Asked): Promise<Answered> {
  const request = Buffer.from(
    `GET ${asked.path} HTTP/1.1\r\nhost: ${asked.host}:${asked.port}\r\ncookie: ${asked.cookie}\r\naccept-encoding: gzip\r\nconnection: keep-alive\r\n\r\n`,
  )
  const started = performance.now()
  const until = started + asked.ms
  const counts = await Promise.all(Array.from({ length: asked.connections }, () => keepAsking(asked, request, until)))
  const requests = counts.reduce((sum, n) => sum + n, 0)
  return { requests, perSecond: (requests * 1000) / (performance.now() - started) }
}

const keepAsking = (asked: Asked, request: Buffer, until: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connect(asked.port, asked.host)
    socket.setNoDelay(true)
    let got = 0
    let answer: Buffer = Buffer.alloc(0)
    socket.on('error', reject)
    socket.on('connect', () => socket.write(request))
    socket.on('close', () => reject(new Error('the server closed the connection')))
    socket.on('data', (chunk: Buffer) => {
      answer = answer.length === 0 ? chunk : Buffer.concat([answer, chunk])
      if (!isWhole(answer)) return
      if (!answer.subarray(0, 12).equals(Buffer.from('HTTP/1.1 200')))
        return void socket.destroy(new Error(answer.subarray(0, 200).toString()))
      got += 1
      answer = Buffer.alloc(0)
      if (performance.now() < until) return void socket.write(request)
      socket.removeAllListeners('close')
      socket.end()
      resolve(got)
    })
  })

function isWhole(answer: Buffer): boolean {
  const head = answer.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.toString('latin1', 0, head))?.[1]
  return length === undefined
    ? answer.subarray(-END_OF_CHUNKS.length).equals(END_OF_CHUNKS)
    : answer.length >= head + 4 + Number(length)
}

process.on('message', (asked: Asked) => {
  ask(asked).then(
    answered => process.send?.(answered),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
