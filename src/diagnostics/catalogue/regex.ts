import type { Catalogue } from '../define-codes.ts';

export const regexCodes = {} as const satisfies Catalogue;
