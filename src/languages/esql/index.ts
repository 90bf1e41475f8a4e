import type { QueryLanguage } from '../language.ts';
import { lowerEsql } from './lower.ts';

/** Elasticsearch Query Language, with pipes. */
export const esql: QueryLanguage = { name: 'esql', lower: lowerEsql };
