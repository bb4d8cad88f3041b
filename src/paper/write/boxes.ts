export type Style =
  | 'heading'
  | 'motto'
  | 'parentIssuer'
  | 'issuer'
  | 'star'
  | 'number'
  | 'place'
  | 'letterSubject'
  | 'typeName'
  | 'subject'
  | 'body'
  | 'table'
  | 'authority'
  | 'signerName'
  | 'recipientsTitle'
  | 'recipients'
  | 'mark'
  | 'page'
  | 'annexOf'

export type Look = { readonly size: number; readonly bold: boolean; readonly italic: boolean }
/** `rule` draws a line under the text: as long as the words, or a good third of them. */
export type Line = { readonly style: Style; readonly text: string; readonly rule?: 'whole' | 'part' }
