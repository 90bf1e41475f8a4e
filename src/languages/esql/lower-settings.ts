import { diagnose } from '../../diagnostics/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';

/** Settings of a request: https://www.elastic.co/docs/reference/query-languages/esql/commands/set */
export function lowerSettings(settings: readonly ast.Setting[], context: Context): void {
  for (const { name, value } of settings) {
    const setting = name.image.toLowerCase();
    const reason = Object.hasOwn(reasons, setting) ? reasons[setting] : 'ruleglot does not know this setting';
    const isUsual = value.kind === 'string' && usual[setting]?.test(context.string(value) ?? '');
    if (isUsual || (setting === 'approximation' && isFalse(value))) continue;
    context.report(
      diagnose('esql/refused-command', { name: `set ${setting}`, reason: reason ?? '' }, context.span(name)),
    );
  }
}

function isFalse(value: ast.Expression): boolean {
  return value.kind === 'boolean' && value.image.toLowerCase() === 'false';
}

/** What ruleglot reads a rule by: a field that no index maps has no value, or the one that stands in the event. */
const usual: Readonly<Record<string, RegExp>> = {
  time_zone: /^(?:utc|z|etc\/utc|gmt|\+00:00)$/i,
  unmapped_fields: /^(?:default|fail|nullify|load)$/i,
};

const reasons: Readonly<Record<string, string>> = {
  approximation: 'what is reckoned of some events by chance is not certain',
  project_routing: 'which projects are searched is said where the rule is installed',
  time_zone: 'ruleglot reckons times in UTC, as rules are run',
  unmapped_fields: 'ruleglot knows default, fail, nullify and load',
};
