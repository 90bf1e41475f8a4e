import type { Catalogue } from '../define-codes.ts';

export const luceneCodes = {} as const satisfies Catalogue;
