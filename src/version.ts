/** The version of the program; the build puts it in from package.json. */

declare const LUKKHA_VERSION: string | undefined

export const version = typeof LUKKHA_VERSION === 'string' ? LUKKHA_VERSION : '0.0.0-dev'
