import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { expandMacros, type Macros, splitCommands } from '../languages/spl/index.ts';
import { EmbeddedText, SourceFile } from '../source/index.ts';
import type { Project } from './config.ts';
import { splunkMacro } from './layouts/splunk-macro.ts';

type Check = Pick<Project, 'config' | 'placeOf'>;

/** What finds the events of a source stands before the conditions of a rule: it is one search, whole, and no command follows it. */
export function placeSearches({ config, placeOf }: Check): readonly Diagnostic[] {
  const { sources = {}, profiles = {} } = config;
  const wrong = (search: string, macros: Macros, path: readonly string[]): readonly Diagnostic[] => {
    const problem = problemOf(search, macros);
    if (problem === undefined) return [];
    const key = path.at(-1) ?? '';
    const expected = `a search of events, which conditions can follow; ${problem}`;
    return [
      diagnose('config/bad-value', { key, value: search, expected, nearest: undefined }, placeOf(path)),
    ];
  };
  return [
    ...Object.entries(sources).flatMap(([id, { splunk }]) =>
      splunk?.search === undefined ? [] : wrong(splunk.search, {}, ['sources', id, 'splunk', 'search']),
    ),
    ...Object.entries(profiles).flatMap(([name, { splunk }]) =>
      Object.entries(splunk?.searches ?? {}).flatMap(([id, search]) =>
        wrong(search, macrosOf(splunk?.macros ?? {}), ['profiles', name, 'splunk', 'searches', id]),
      ),
    ),
  ];
}

/** `ours(2)` is called with two values; the table of macros has it by that name. */
function macrosOf(macros: Readonly<Record<string, string>>): Macros {
  return Object.fromEntries(
    Object.entries(macros).map(([name, definition]) => [
      name,
      { definition, parameters: splunkMacro(name, definition).parameters },
    ]),
  );
}

function problemOf(search: string, macros: Macros): string | undefined {
  const text = EmbeddedText.whole(new SourceFile('(search)', search));
  const expansion = expandMacros(text, { macros, lenient: false, keepUnknown: true });
  const [problem] = expansion.diagnostics;
  if (problem !== undefined) return problem.message;
  const commands = splitCommands(expansion);
  if ('code' in commands) return commands.message;
  if (commands.length === 0) return 'this one is empty';
  if (commands.length > 1 || commands[0]?.name !== 'search') return 'this one has a command after a pipe';
  return isBalanced(expansion.expanded.text) ? undefined : 'its parentheses do not match';
}

function isBalanced(search: string): boolean {
  let depth = 0;
  for (const [sign] of search.matchAll(/"(?:\\.|[^"\\])*"|`[^`]*`|[()]/g)) {
    if (sign === '(') depth++;
    else if (sign === ')') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

const opposites = [
  ['elastic', 'text', 'keyword'],
  ['elastic', 'multi-valued', 'single-valued'],
  ['splunk', 'multi-valued', 'single-valued'],
  ['panther', 'multi-valued', 'single-valued'],
] as const;

/** A name that stands in one list is the exception from a pattern of the other; the same word in both says nothing. */
export function opposedLists({ config, placeOf }: Check): readonly Diagnostic[] {
  return Object.entries(config.profiles ?? {}).flatMap(([name, profile]) =>
    opposites.flatMap(([product, usual, other]) => {
      const lists: Readonly<Partial<Record<string, unknown>>> = { ...profile[product] };
      const [said, against] = [namesIn(lists[usual]), namesIn(lists[other])];
      return against.flatMap((value, at) => {
        if (!said.includes(value)) return [];
        const expected = `a name that is not in the list ${usual}, too`;
        const place = placeOf(['profiles', name, product, other, at]);
        return [diagnose('config/bad-value', { key: other, value, expected, nearest: undefined }, place)];
      });
    }),
  );
}

function namesIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list : [];
}
