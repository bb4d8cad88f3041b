import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const font = (name: string): string => require.resolve(`@expo-google-fonts/${name}.ttf`)

/** Tinos has the widths of Times New Roman, which Decree 30/2020 asks for; Battambang writes Khmer. */
export const fontFiles = (): Buffer[] =>
  [
    'tinos/400Regular/Tinos_400Regular',
    'tinos/400Regular_Italic/Tinos_400Regular_Italic',
    'tinos/700Bold/Tinos_700Bold',
    'tinos/700Bold_Italic/Tinos_700Bold_Italic',
    'battambang/400Regular/Battambang_400Regular',
    'battambang/700Bold/Battambang_700Bold',
  ].map(name => readFileSync(font(name)))

export const khmerFont = (): Buffer => readFileSync(font('battambang/400Regular/Battambang_400Regular'))
