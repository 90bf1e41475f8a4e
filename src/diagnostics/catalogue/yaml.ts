import { type Catalogue, code } from '../define-codes.ts';

/** YAML files, whatever rules they hold. */
export const yamlCodes = {
  'read/yaml-syntax': code<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `this is not YAML: ${reason}`,
    help: () =>
      'indent with spaces, and quote a value that holds `: `, ` #`, or begins with one of * & ! | > % @ [ {',
    explanation:
      'The file breaks the grammar of [YAML 1.2](https://yaml.org/spec/1.2.2/). Other documents of the same file are still read.',
  }),
  'read/yaml-tag': code<{ reason: string }>({
    severity: 'warning',
    message: ({ reason }) => `${reason}; the value is read without its tag`,
    explanation:
      'Rules are plain data: texts, numbers, booleans, lists and maps. Tags (`!name`) say nothing in them.',
  }),
  'read/yaml-word': code<{ word: string; kind: string; value: string }>({
    severity: 'warning',
    message: ({ word, kind, value }) =>
      `${word} is ${kind} to pySigma${kind === 'a text' ? ', and a number to others' : `: ${value}`}`,
    help: ({ word }) => `put it in quotes if the text is meant: '${word}'`,
    explanation:
      'PyYAML, which Sigma’s own tools read with, follows [version 1.1 of YAML](https://yaml.org/spec/1.1/): `yes`, `on` and `off` are Booleans there, `010` is eight, `1:30` ninety, and `1e5` a text. Other programs follow version 1.2, to which these are texts or other numbers. The value is read as PyYAML reads it.',
  }),
  'read/yaml-too-deep': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `lists and maps are nested more than ${limit} deep`,
    explanation:
      'No detection rule needs such depth; the limit keeps a hostile file from exhausting the stack.',
  }),
  'read/yaml-key': code({
    severity: 'error',
    message: () => 'a key must be a text',
    help: () => 'write `key: value`; a key that is empty, a list or a map has no meaning in a rule',
    explanation: 'The key of a map is null, a list or a map. Rules have texts as keys.',
  }),
  'read/yaml-duplicate-key': code<{ key: string }>({
    severity: 'error',
    message: ({ key }) => `the key \`${key}\` is written twice in one map`,
    help: () =>
      'write it once; of a Sigma selection: join both values in a list, or use `|all` when both must hold',
    explanation:
      'YAML forbids equal keys in a map ([§3.2.1.1](https://yaml.org/spec/1.2.2/#3211-nodes)). Many parsers keep the last one without a word, so that half of a selection is lost.',
  }),
  'read/yaml-alias-unknown': code<{ name: string; limit: number }>({
    severity: 'error',
    message: ({ name }) => `the alias *${name} has no anchor &${name} before it`,
    explanation:
      'An alias repeats a value that was anchored earlier in the document; it cannot contain itself.',
  }),
  'read/yaml-alias-bomb': code<{ name: string; limit: number }>({
    severity: 'error',
    message: ({ name, limit }) => `with *${name} this document has more than ${limit} values`,
    help: () => 'write the values out, or remove aliases of lists of aliases',
    explanation:
      'Aliases of lists of aliases grow without bound (a "billion laughs" file), so their sum is limited.',
  }),
  'read/yaml-replacement-character': code({
    severity: 'warning',
    message: () => 'U+FFFD stands here: the file was not UTF-8 when it was decoded',
    help: () => 'save the file as UTF-8',
    explanation:
      'U+FFFD takes the place of bytes that are no UTF-8, so the rule may not say what its author wrote. Sigma rules are UTF-8.',
  }),
} as const satisfies Catalogue;
