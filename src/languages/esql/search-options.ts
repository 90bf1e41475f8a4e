import { diagnose } from '../../diagnostics/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';

/**
 * Options of a search within a query that change nothing of what it finds: scores, and what stands so without them. Fuzziness, fewer
 * terms, slop and the like change what is found, and are refused.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/search-functions
 */
const harmless: Readonly<Record<string, RegExp>> = {
  boost: /./,
  lenient: /./,
  tie_breaker: /./,
  // Of fuzzy searches alone, which are refused by their own option.
  ...{ fuzzy_transpositions: /./, fuzzy_rewrite: /./, fuzzy_max_expansions: /./, prefix_length: /./ },
  ...{ fuzzy_prefix_length: /./, max_expansions: /./, max_determinized_states: /./ },
  auto_generate_synonyms_phrase_query: /./,
  fuzziness: /^0$/,
  slop: /^0$/,
  phrase_slop: /^0$/,
  zero_terms_query: /^none$/i,
  operator: /^or$/i,
  default_operator: /^or$/i,
  type: /^(?:best_fields|most_fields)$/i,
  case_insensitive: /^false$/i,
  allow_leading_wildcard: /^true$/i,
  enable_position_increments: /^true$/i,
};

/** Whether every option of a call changes nothing; `read` are those that its function reads itself. Else the first is told. */
export function takesOptions(node: ast.Call, read: readonly string[], context: Context): boolean {
  const options = node.arguments.find(argument => argument.kind === 'options');
  for (const { key, value } of options?.entries ?? []) {
    const name = (context.string(key) ?? '').toLowerCase();
    if (read.includes(name) || harmless[name]?.test(textOf(value, context) ?? '') === true) continue;
    const reason = `its option ‘${name}’ changes what it finds, and is not read`;
    context.report(diagnose('esql/refused-function', { name: node.name, reason }, context.span(value)));
    return false;
  }
  return true;
}

/** The value of an option as a text. */
export function optionOf(node: ast.Call, name: string, context: Context): string | undefined {
  const options = node.arguments.find(argument => argument.kind === 'options');
  const entry = options?.entries.find(({ key }) => context.string(key)?.toLowerCase() === name);
  return entry && textOf(entry.value, context);
}

function textOf(value: ast.Expression, context: Context): string | undefined {
  if (value.kind === 'string') return context.string(value);
  return 'image' in value ? String(value.image) : undefined;
}
