import type { Catalogue } from '../define-codes.ts';

export const eqlCodes = {} as const satisfies Catalogue;
