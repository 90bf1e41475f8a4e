import type { Catalogue } from '../define-codes.ts';

export const sigmaCodes = {} as const satisfies Catalogue;
