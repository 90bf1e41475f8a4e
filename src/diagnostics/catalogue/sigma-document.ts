import { type Catalogue, code } from '../define-codes.ts';

const specification = 'https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html';
const quote = (sentence: string) => `the Sigma specification 2.1 says: "${sentence}"`;

/** Sigma documents: their keys, metadata and log source. */
export const sigmaDocumentCodes = {
  'read/sigma-not-a-rule': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `a Sigma rule is a map of keys and values, not ${found}`,
    help: () => 'a rule begins with `title:`; several rules of one file are separated by lines of `---`',
    explanation: `See the [structure of a rule](${specification}#file-structure).`,
  }),
  'read/sigma-empty': code({
    severity: 'error',
    message: () => 'there is no rule in this file',
    explanation: 'The file holds nothing but comments, blank lines or empty documents.',
  }),
  'read/sigma-missing-key': code<{ key: string }>({
    severity: 'error',
    message: ({ key }) => `this rule has no \`${key}\``,
    help: ({ key }) => quote(`Attribute: ${key}, Use: mandatory`),
    explanation: `\`logsource\`, \`detection\` and in it \`condition\` are mandatory: without them a rule says nothing. [Specification](${specification}).`,
  }),
  'read/sigma-wrong-shape': code<{ key: string; expected: string; found: string }>({
    severity: 'error',
    message: ({ key, expected, found }) => `\`${key}\` must be ${expected}, and is ${found}`,
    explanation:
      'The part of the rule that decides what matches has a shape that the specification does not know.',
  }),
  'read/sigma-missing-title': code<{ used: string }>({
    severity: 'warning',
    message: ({ used }) => `this rule has no title; \`${used}\` is taken for it`,
    help: () => quote('Attribute: title, Use: mandatory'),
    explanation: `[Specification, title](${specification}#title).`,
  }),
  'read/sigma-metadata': code<{ key: string; expected: string; found: string }>({
    severity: 'warning',
    message: ({ key, expected, found }) => `\`${key}\` should be ${expected}; ${found} is kept as it is`,
    explanation:
      'What a rule says of itself has a form that the specification does not know. It does not change what the rule matches; it is kept for the way back to Sigma, and other targets may not get it.',
  }),
  'read/sigma-date': code<{ key: string; written: string; date: string }>({
    severity: 'warning',
    message: ({ key, written, date }) => `\`${key}: ${written}\` is read as ${date}`,
    help: () => quote('Use the ISO 8601 date with separator format : YYYY-MM-DD'),
    explanation: 'Dates with slashes are of version 1 of the specification.',
  }),
  'read/sigma-log-source': code<{ problem: string }>({
    severity: 'warning',
    message: ({ problem }) => problem,
    help: () =>
      quote(
        'Their values are in lower case and spaces are replaced by a `_` , characters `.` and `-` are allowed.',
      ),
    explanation: `A log source is found by the values of category, product and service; see the [taxonomy](https://sigmahq.io/sigma-specification/specification/sigma-appendix-taxonomy.html).`,
  }),
  'read/sigma-deprecated-action': code<{ action: string }>({
    severity: 'warning',
    message: ({ action }) =>
      `\`action: ${action}\` is of the rule collections of Sigma 1, and is read as they were`,
    help: () => 'write each rule out in a document of its own',
    explanation:
      'Version 1 had collections: a `global` document whose keys every later document inherits, `reset` that forgets them, `repeat` that repeats the document before with changes. Version 2 has no such key.',
  }),
  'read/sigma-unknown-action': code<{ action: string }>({
    severity: 'error',
    message: ({ action }) => `unknown \`action: ${action}\``,
    help: () => 'collections of Sigma 1 have `global`, `reset` and `repeat`',
    explanation:
      'A document with an `action` changes how those after it are read; an unknown one cannot be guessed.',
  }),
} as const satisfies Catalogue;
