import { type Catalogue, code } from '../define-codes.ts';

const reference = 'https://docs.snowflake.com/en/sql-reference/sql/select';

/** Reading the SQL of scheduled queries. */
export const sqlCodes = {
  'sql/syntax': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `the SQL cannot be read: ${problem}`,
    explanation: `A scheduled query is a SELECT of Snowflake: ${reference}.`,
  }),
  'sql/limit': code<{ rows: number }>({
    severity: 'note',
    message: ({ rows }) => `LIMIT ${rows} bounds the rows of one run, and is left out`,
    explanation:
      'A scheduled query hands its rows to the rule, of which there are no more than its LIMIT; a hundred alerts of one run are as good as more. A LIMIT below that is declared as a translation that matches more.',
  }),
  'sql/unsupported': code<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `${what} cannot be read as a search`,
    explanation: `Of Snowflake's SQL those parts are read that searches over events are made of; see ${reference}.`,
  }),
} as const satisfies Catalogue;
