/** The version of the program, and which build of it; the build puts both in. */

declare const LUKKHA_VERSION: string | undefined
declare const LUKKHA_BUILD: string | undefined

export const version = typeof LUKKHA_VERSION === 'string' ? LUKKHA_VERSION : '0.0.0-dev'

/** Another for any other source: what one build has worked out and kept is not taken by the next. */
export const build = typeof LUKKHA_BUILD === 'string' ? LUKKHA_BUILD : version
