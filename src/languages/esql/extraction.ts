import type { Kind } from './kind.ts';

export interface Extracted {
  readonly name: string;
  readonly kind: Kind;
}

/** The columns that a pattern makes: https://www.elastic.co/docs/reference/query-languages/esql/esql-process-data-with-dissect-grok */
export function extractedFields(syntax: 'dissect' | 'grok', pattern: string): readonly Extracted[] {
  const found = new Map<string, Extracted>();
  const add = (name: string, kind: Kind): void => {
    if (name !== '' && !found.has(name)) found.set(name, { name, kind });
  };
  if (syntax === 'dissect') {
    for (const [, key = ''] of pattern.matchAll(/%\{([^}]*)\}/g))
      if (!/^[?*&]/.test(key)) add(key.replace(/^\+/, '').replace(/(?:\/\d+)?(?:->)?$/, ''), 'text');
    return [...found.values()];
  }
  for (const [, , name = '', type = '', named = ''] of pattern.matchAll(
    /%\{(\w+)(?::([^:}]*)(?::([^}]*))?)?\}|\(\?<([A-Za-z@][\w@.[\]-]*)>/g,
  ))
    add(name === '' ? named : name, typed(type));
  return [...found.values()];
}

/** Why Elasticsearch takes no such pattern; of a name that grok does not know nothing is said. */
export function patternProblem(syntax: 'dissect' | 'grok', pattern: string): string | undefined {
  const rest = pattern.replace(syntax === 'dissect' ? /%\{[^}]*\}/g : /%\{\w+(?::[^}]*)?\}/g, '');
  if (rest.includes('%{'))
    return `what begins with %{ in a pattern of ${syntax} names a part and ends with }`;
  return syntax === 'dissect' && rest === pattern ? 'a pattern of dissect has parts: %{name}' : undefined;
}

function typed(type: string): Kind {
  if (type === 'int' || type === 'long') return 'whole';
  return type === 'double' || type === 'float' ? 'double' : type === 'boolean' ? 'boolean' : 'text';
}

/** What uri_parts makes: https://www.elastic.co/docs/reference/query-languages/esql/commands/uri_parts */
const partsOfUri: readonly string[] = [
  ...[
    'domain',
    'fragment',
    'path',
    'extension',
    'port',
    'query',
    'scheme',
    'user_info',
    'username',
    'password',
  ],
];

export function uriFields(prefix: string): readonly Extracted[] {
  return partsOfUri.map(name => ({ name: `${prefix}.${name}`, kind: name === 'port' ? 'whole' : 'text' }));
}
