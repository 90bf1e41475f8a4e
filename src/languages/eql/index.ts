import type { QueryLanguage } from '../language.ts';
import { lowerEql } from './lower.ts';

export { type EqlOptions, lowerEql } from './lower.ts';

/** Elasticsearch's Event Query Language. */
export const eql: QueryLanguage = { name: 'eql', lower: (text, source) => lowerEql(text, source) };
