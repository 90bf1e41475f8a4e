import { type Catalogue, code } from '../define-codes.ts';

/** Reading files, whatever their format. */
export const readCodes = {
  'read/unreadable': code<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `cannot read this file: ${reason}`,
    explanation: 'The file could not be opened or read. The other files of the run are not affected.',
  }),
  'read/unknown-format': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `${name} is not a rule format that ruleglot reads`,
    help: () =>
      '`ruleglot list formats` shows the formats; name a bare query .kql, .lucene, .eql, or use --from',
    explanation:
      'The reader is chosen by the name and then by the content of a file: Sigma YAML, Elastic detection-rules TOML, Kibana NDJSON, or a bare query.',
  }),
  'read/too-large': code<{ size: string; limit: string }>({
    severity: 'error',
    message: ({ size, limit }) => `this file has ${size}; rules of more than ${limit} are not read`,
    explanation: 'No detection rule comes near this size; reading it would only cost memory and time.',
  }),
  'read/not-text': code({
    severity: 'error',
    message: () => 'this file is not text',
    explanation: 'The file holds zero bytes, as binary files do.',
  }),
  'read/not-utf8': code<{ offset: number }>({
    severity: 'error',
    message: ({ offset }) => `this file is not UTF-8: byte ${offset}`,
    help: () => 'save it as UTF-8',
    explanation: 'Rules are UTF-8 texts. The byte given (0-based) begins no valid character.',
  }),
  'read/conflict': code({
    severity: 'error',
    message: () => 'this file has marks of a merge that was not finished',
    help: () =>
      'take either side, or both, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>',
    explanation:
      'Git puts both sides of a conflict into the file, between lines of `<<<<<<<` and `>>>>>>>`. Whatever stands between them is not read: it might be either.',
  }),
  'read/empty': code({
    severity: 'error',
    message: () => 'this file is empty',
    explanation: 'There is nothing in the file but blanks.',
  }),
  'read/bad-labelled-events': code<{ path: string; reason: string }>({
    severity: 'warning',
    message: ({ path, reason }) => `the labelled events of this rule in ${path} are left aside: ${reason}`,
    help: () => 'the file holds a JSON list of { "name": …, "matches": true or false, "event": { … } }',
    explanation:
      'Beside a rule `NAME.yml` there may be `NAME.events.json` with events that the rule must and must not match. They become tests of the emitted rule where its format has tests.',
  }),
} as const satisfies Catalogue;
