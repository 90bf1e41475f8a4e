import { fieldsIn, type PlannedRule } from '../../src/ir/index.ts';
import { printBase } from './print-events.ts';
import { printSeveral } from './several/print-search.ts';

/**
 * A search of events by index and sourcetype, then where for what it cannot say, then a table of what was looked at. What a pipeline
 * puts around a query goes around its condition, as pySigma's backend has it, so that there is no table then.
 */
export function printSpl(planned: PlannedRule): string {
  const { several } = planned;
  if (several !== undefined) return printSeveral({ ...planned, several });
  const base = printBase(planned);
  if (planned.rule.rewrites !== undefined) return base.join('\n');
  return [...base, `| table ${columns(planned).map(quoteColumn).join(', ')}`].join('\n');
}

/** Time and host first, then the fields that the rule reads, those that a Splunk or Sigma author asks for by name, and those that alerts are held back by. */
export function columns({ rule, scope, where }: PlannedRule): readonly string[] {
  const read = [...fieldsIn(scope), ...fieldsIn(where)].map(field => field.name);
  const { vendor, fields } = rule.metadata;
  const asked =
    vendor === 'splunk' || vendor === 'sigma' ? fields.filter(field => /^[\w.-]+$/.test(field)) : [];
  const keys = (rule.suppression?.by ?? []).flatMap(key => (key.kind === 'field' ? [key.name] : []));
  return [...new Set(['_time', 'host', 'user', ...read.filter(name => name !== '_raw'), ...asked, ...keys])];
}

function quoteColumn(name: string): string {
  return /^[\w.]+$/.test(name) ? name : `"${name}"`;
}
