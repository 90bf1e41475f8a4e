import type { Catalogue } from '../define-codes.ts';

export const cliCodes = {} as const satisfies Catalogue;
