import type { Catalogue } from '../define-codes.ts';

export const elasticReaderCodes = {} as const satisfies Catalogue;
