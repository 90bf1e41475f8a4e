import { type Catalogue, code } from '../define-codes.ts';

/** Reading files, whatever their format. */
export const readCodes = {
  'read/unreadable': code<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `cannot read this file: ${reason}`,
    explanation: 'The file could not be opened or read. The other files of the run are not affected.',
  }),
  'read/unknown-format': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} is not a rule format that ruleglot reads`,
    help: () =>
      '`ruleglot list formats` shows the formats; name a bare query .kql, .lucene, .eql, or use --from',
    explanation:
      'The reader is chosen by the name and then by the content of a file: Sigma YAML, Elastic detection-rules TOML, Kibana NDJSON, or a bare query.',
  }),
} as const satisfies Catalogue;
