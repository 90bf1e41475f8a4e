import type { Catalogue } from '../define-codes.ts';

export const fieldCodes = {} as const satisfies Catalogue;
