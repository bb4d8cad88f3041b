export * from './memo-code.ts'
export * from './vietqr.ts'
export * from './qr-svg.ts'
export * from './banks.ts'
