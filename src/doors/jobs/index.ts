export {
  startJobs,
  type BackgroundWork,
  type DailyWork,
  type Jobs,
  type JobsHealth,
  type JobsOptions,
} from './start-jobs.ts'
export { composeMail, smtpSender, type Smtp } from './smtp.ts'
export type { SendMail } from './deliver-mail.ts'
