import type { Span } from '../source/index.ts';
import { type Code, catalogue } from './catalogue/index.ts';
import type { CodeDefinition } from './define-codes.ts';
import type { Diagnostic, Related } from './diagnostic.ts';

/** A code without parameters takes `{}`. */
type ParametersOf<C extends Code> =
  (typeof catalogue)[C] extends CodeDefinition<infer P>
    ? [P] extends [never]
      ? Record<string, never>
      : P
    : never;

/** Makes a diagnostic of a code of the catalogue. `help` replaces the catalogue's, when a case knows better. */
export function diagnose<C extends Code>(
  code: C,
  parameters: ParametersOf<C>,
  span?: Span,
  more: { readonly related?: readonly Related[]; readonly help?: string } = {},
): Diagnostic {
  const definition = catalogue[code] as CodeDefinition<ParametersOf<C>>;
  const help = more.help ?? definition.help?.(parameters);
  return {
    code,
    severity: definition.severity,
    message: definition.message(parameters),
    related: more.related ?? [],
    ...(span === undefined ? {} : { span }),
    ...(help === undefined ? {} : { help }),
  };
}
