import type { Catalogue } from '../define-codes.ts';

export const kqlCodes = {} as const satisfies Catalogue;
