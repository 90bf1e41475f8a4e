import { type Catalogue, code } from '../define-codes.ts';

const reference = 'https://docs.snowflake.com/en/sql-reference/sql/select';

/** Reading the SQL of scheduled queries. */
export const sqlCodes = {
  'sql/syntax': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `the SQL cannot be read: ${problem}`,
    explanation: `A scheduled query is a SELECT of Snowflake: ${reference}.`,
  }),
  'sql/unsupported': code<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `${what} cannot be read as a search`,
    explanation: `Of Snowflake's SQL those parts are read that searches over events are made of; see ${reference}.`,
  }),
} as const satisfies Catalogue;
