import { type Catalogue, code } from '../define-codes.ts';

const modifiers =
  '[Modifiers](https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html)';
const quote = (sentence: string) => `the Sigma specification 2.1 says: "${sentence}"`;

/** Sigma's selections, values and modifiers. */
export const sigmaDetectionCodes = {
  'lower/empty-selection': code<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `${what} is empty: it says nothing of an event`,
    help: () => "`null` finds a field without a value, `''` an empty one; remove what is not meant",
    explanation: 'An empty list or map could mean everything or nothing, and tools differ.',
  }),
  'lower/keyword-not-in-list': code({
    severity: 'warning',
    message: () => 'a keyword alone is read as a list of one keyword',
    help: () => quote('A definition that can consist of two different data structures - lists and maps.'),
    explanation: 'Other tools reject a selection that is a plain text. Write it as a list.',
  }),
  'lower/sigma-value-shape': code<{ found: string; expected: string }>({
    severity: 'error',
    message: ({ found, expected }) => `${found} cannot stand here; ${expected} can`,
    explanation: 'Values of a field are texts, numbers, booleans, null, or a list of them.',
  }),
  'lower/nested-list': code({
    severity: 'warning',
    message: () => 'a list inside of a list of values is read as if its values stood in the outer one',
    explanation:
      'It comes from an alias of a list, most of all. The specification knows plain lists of values only.',
  }),
  'lower/null-in-list': code({
    severity: 'warning',
    message: () => '`null` among other values is read as "or the field has no value"',
    help: () => quote('`null` cannot be part of a list of field values as it is its own type'),
    explanation: 'Write it as a selection of its own: `FieldB: null`, and join both with `or` or `1 of`.',
  }),
  'lower/unknown-modifier': code<{ name: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ name }) => (name === '' ? 'a modifier is missing after `|`' : `unknown modifier \`${name}\``),
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
    explanation: `The specification has a closed list of modifiers; a value cannot be read without knowing its modifier. ${modifiers}.`,
  }),
  'lower/modifier-alias': code<{ name: string; known: string }>({
    severity: 'warning',
    message: ({ name, known }) => `\`${name}\` is pySigma's word for \`${known}\``,
    help: ({ known }) => `write \`|${known}\``,
    explanation: `pySigma takes \`ignorecase\`, \`multiline\` and \`dotall\` for \`i\`, \`m\` and \`s\`. The specification does not. ${modifiers}.`,
  }),
  'lower/modifier-conflict': code<{ first: string; second: string; why: string }>({
    severity: 'error',
    message: ({ first, second, why }) => `\`${first}\` and \`${second}\` exclude each other: ${why}`,
    explanation: `Each modifier says how the value is to be read. Two that read it differently leave no meaning. ${modifiers}.`,
  }),
  'lower/modifier-order': code<{ first: string; second: string; why: string }>({
    severity: 'error',
    message: ({ first, second, why }) => `\`${second}\` cannot stand after \`${first}\`: ${why}`,
    help: () => quote('The value modifiers are applied in the given order to the value.'),
    explanation: `Modifiers change the value from left to right: \`base64|contains\` looks for the encoded text anywhere, \`contains|base64\` would encode the wildcards. ${modifiers}.`,
  }),
  'lower/modifier-repeated': code<{ name: string }>({
    severity: 'warning',
    message: ({ name }) => `\`${name}\` is written twice; once is enough`,
    explanation: `A second one changes nothing. ${modifiers}.`,
  }),
  'lower/modifier-without-effect': code<{ name: string; why: string }>({
    severity: 'warning',
    message: ({ name, why }) => `\`${name}\` changes nothing here: ${why}`,
    explanation: `${modifiers}.`,
  }),
  'lower/modifier-needs-field': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `\`${name}\` needs a field before the \`|\``,
    help: () =>
      'keywords take contains, startswith, endswith, all, re, cased, neq, expand, windash and the encodings',
    explanation: `Keywords are texts that are looked for in the whole event; this modifier looks at one field. ${modifiers}.`,
  }),
  'lower/modifier-value': code<{ name: string; expected: string; found: string }>({
    severity: 'error',
    message: ({ name, expected, found }) => `\`${name}\` takes ${expected}, not ${found}`,
    explanation: `${modifiers}.`,
  }),
  'lower/modifier-value-type': code<{ name: string; expected: string; read: string; sentence: string }>({
    severity: 'warning',
    message: ({ name, expected, read }) => `\`${name}\` takes ${expected}; this is read as ${read}`,
    help: ({ sentence }) => quote(sentence),
    explanation: `The meaning is plain, but other tools reject it. ${modifiers}.`,
  }),
  'lower/all-of-one-value': code({
    severity: 'warning',
    message: () => '`all` needs a list of at least two values',
    help: () =>
      quote(
        'Single item values are not allowed to have an `all` modifier as some back-ends cannot support it.',
      ),
    explanation: `It is read as if \`all\` were not there. ${modifiers}.`,
  }),
  'lower/wildcard-in-encoding': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `a wildcard cannot be encoded by \`${name}\``,
    help: () =>
      'escape it with a backslash when the character itself is meant; write `contains` after the encoding',
    explanation: `The encoded form of "any characters" does not exist. ${modifiers}.`,
  }),
  'lower/encoding-alone': code<{ name: string }>({
    severity: 'warning',
    message: ({ name }) => `\`${name}\` without \`contains\` compares with the whole field`,
    help: ({ name }) => `write \`|${name}|contains\``,
    explanation: `\`base64offset\` gives the parts of an encoded text that do not depend on what stands around it, so they never are the whole field. ${modifiers}.`,
  }),
  'lower/placeholder-without-values': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `the placeholder %${name}% has no values`,
    help: ({ name }) =>
      `write \`${name}: [ … ]\` into a YAML file, and name the file: --placeholders FILE, or \`placeholders: FILE\` in ruleglot.config.yaml for a build`,
    explanation:
      'Placeholders stand for values of your environment (your administrators, your servers). The specification asks tools to reject a rule whose placeholders they cannot fill.',
  }),
  'lower/expand-without-placeholder': code({
    severity: 'warning',
    message: () => '`expand` finds no %placeholder% in this value',
    help: () => quote('`field|expand: %name%` handles `%name%` as placeholder.'),
    explanation: `The value is taken as it is. ${modifiers}.`,
  }),
  'lower/too-many-variants': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `this value stands for more than ${limit} texts`,
    help: () => 'split it into several shorter values with `|all`',
    explanation:
      '`windash` gives five texts for each dash of a flag, `expand` as many as the placeholder has values; several in one value multiply.',
  }),
  'lower/sigma-network': code<{ written: string }>({
    severity: 'error',
    message: ({ written }) => `\`${written}\` is no network`,
    help: () => 'write 10.0.0.0/8 or fe80::/10',
    explanation: `\`cidr\` takes IPv4 and IPv6 networks in CIDR notation. ${modifiers}.`,
  }),
  'lower/network-host-bits': code<{ written: string; network: string }>({
    severity: 'warning',
    message: ({ written, network }) => `\`${written}\` is an address inside of ${network}, which is taken`,
    help: ({ network }) => `write ${network}`,
    explanation: 'Bits of the address beyond the prefix length are set. pySigma rejects such a value.',
  }),
  'lower/sigma-regex': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this regular expression cannot be read: ${problem}`,
    explanation: `Sigma's regular expressions are PCRE. ${modifiers}.`,
  }),
  'lower/regex-beyond-specification': code<{ written: string }>({
    severity: 'warning',
    message: ({ written }) => `\`${written}\` is PCRE, but not of the part that Sigma names`,
    help: () =>
      'the Sigma specification 2.1 lists . ^ $ * + ? {n,m} [a-z] [^a-z] | () and says: "Other metacharacters are unsupported and can not be used."',
    explanation: `It is read as PCRE reads it; many public rules have \`\\s\`, \`\\d\` or \`(?:\`. ${modifiers}.`,
  }),
  'lower/date-part-range': code<{ name: string; value: number; from: number; to: number }>({
    severity: 'warning',
    message: ({ name, value, from, to }) => `\`${name}\` is between ${from} and ${to}, never ${value}`,
    explanation: `${modifiers}, time modifiers.`,
  }),
} as const satisfies Catalogue;
