import { createTransport } from 'nodemailer'
import { translator, type Words } from '../../words/index.ts'
import type { OutgoingMail } from '../../notices/index.ts'
import type { SendMail } from './deliver-mail.ts'

export type Smtp = { readonly send: SendMail; close(): void }

/**
 * A sender over SMTP. The words are found here, in the reader's language. The message id follows from the outbox
 * row, so that a mail server or a reader that got one twice after a crash can tell.
 */
export function smtpSender(options: {
  readonly url: string
  readonly from: string
  readonly publicUrl: string
  readonly words: Words
}): Smtp {
  // Well below the lease of a batch: a server that does not answer must not hold what others could send.
  const timeouts = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 }
  const transport = createTransport({ url: options.url, ...timeouts })
  const host = new URL(options.publicUrl).hostname
  return {
    send: async mail => {
      await transport.sendMail({
        from: options.from,
        to: mail.to,
        messageId: `<${mail.realm}.${mail.command}.${mail.ordinal}@${host}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...composeMail(mail, options),
      })
    },
    close: () => transport.close(),
  }
}

/** Subject and text of a mail; plain text, which every old phone shows. */
export function composeMail(
  mail: OutgoingMail,
  options: { readonly publicUrl: string; readonly words: Words },
): { readonly subject: string; readonly text: string } {
  const t = translator(options.words, mail.language)
  const text = t(`notice.${mail.kind}`, mail.parameters)
  const open = mail.link ? [t('mail.open', { url: new URL(mail.link, options.publicUrl).href })] : []
  return {
    subject: t('mail.subject', { text }).replace(/\s+/g, ' ').slice(0, 200),
    text: [t('mail.greeting'), text, ...open, t('mail.footer')].join('\n\n'),
  }
}
