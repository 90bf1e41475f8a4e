import { stringify } from 'yaml';
import { diagnose, nearestName } from '../../diagnostics/index.ts';
import { asJson } from '../../ir/index.ts';
import { type DataMap, type DataTree, entryOf } from '../../source/index.ts';
import { parseJinja } from './jinja.ts';
import { isTrue, scalarAt, textAt } from './parameters.ts';
import type { Finalizer } from './pipeline.ts';
import type { Report } from './read-items.ts';
import { UnsupportedTemplate } from './template.ts';
import { templateText } from './template-values.ts';
import { finalizerTypes } from './types.ts';

/**
 * What lays the queries of all rules out in one text:
 * https://sigmahq-pysigma.readthedocs.io/en/latest/Processing_Pipelines.html#output-finalization
 */
export function readFinalizers(map: DataMap, report: Report): readonly Finalizer[] {
  const value = entryOf(map, 'finalizers')?.value;
  const items = value?.kind === 'list' ? value.items : [];
  if (value !== undefined && value.kind !== 'list' && !(value.kind === 'scalar' && value.value === null))
    report(diagnose('pipeline/shape', { key: 'finalizers', expected: 'a list' }, value.span));
  return items.flatMap(item => finalizerOf(item, report) ?? []);
}

function finalizerOf(item: DataTree, report: Report): Finalizer | undefined {
  const name = (item.kind === 'map' ? textAt(item, 'type') : undefined) ?? 'finalizers';
  const make = Object.entries(made).find(([type]) => type === name)?.[1];
  if (item.kind !== 'map' || make === undefined) {
    const nearest = nearestName(name, finalizerTypes);
    report(diagnose('pipeline/unknown-type', { what: 'finalizer', name, nearest }, item.span));
    return undefined;
  }
  report(diagnose('pipeline/finalizer', { name }, item.span));
  return make(item, report);
}

type Make = (map: DataMap, report: Report) => Finalizer | undefined;

const made: Readonly<Record<(typeof finalizerTypes)[number], Make>> = {
  concat: map => {
    const [prefix, suffix] = ['prefix', 'suffix'].map(key => textAt(map, key) ?? '');
    const separator = textAt(map, 'separator') ?? '\n';
    return queries => `${prefix}${[...queries].join(separator)}${suffix}`;
  },
  json: map => {
    const indent = scalarAt(map, 'indent')?.value;
    return queries => jsonOf(queries, typeof indent === 'number' ? indent : undefined);
  },
  yaml: map => {
    const indent = scalarAt(map, 'indent')?.value;
    return queries => stringify(queries, { indent: typeof indent === 'number' && indent > 0 ? indent : 2 });
  },
  template: templated,
  nested: (map, report) => {
    const inner = readFinalizers(map, each => {
      if (each.code !== 'pipeline/finalizer') report(each);
    });
    return (queries, vars) =>
      `${inner.reduce<readonly string[] | string>((found, each) => each(found, vars), queries)}`;
  },
};

/** As Python lays it out: https://docs.python.org/3/library/json.html#json.dumps. */
function jsonOf(queries: readonly string[] | string, indent: number | undefined): string {
  if (indent === undefined || typeof queries === 'string' || queries.length === 0) return asJson(queries);
  const margin = `\n${' '.repeat(indent)}`;
  return `[${margin}${queries.map(asJson).join(`,${margin}`)}\n]`;
}

function templated(map: DataMap, report: Report): Finalizer | undefined {
  const type = 'template';
  const value = entryOf(map, 'template')?.value;
  const why = (what: string) => `${what} is beyond what is read of templates`;
  const asked = ['path', 'vars'].find(key => entryOf(map, key) !== undefined);
  const reached = asked ?? (isTrue(map, 'autoescape') ? 'autoescape' : undefined);
  try {
    if (reached !== undefined) throw new UnsupportedTemplate(`the parameter \`${reached}\``);
    const template = parseJinja(textAt(map, 'template') ?? '', new Set(['queries']));
    return (queries, vars) =>
      templateText(
        template,
        new Map<string, unknown>([
          ['queries', queries],
          ['pipeline', { vars }],
        ]),
      );
  } catch (error) {
    if (!(error instanceof UnsupportedTemplate)) throw error;
    const at = value?.span ?? map.span;
    report(diagnose('pipeline/unsupported', { what: 'finalizer', name: type, why: why(error.message) }, at));
    return undefined;
  }
}
