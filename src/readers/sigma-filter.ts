import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import type { Predicate } from '../ir/index.ts';
import { kindOf, lowerDetection } from '../languages/sigma/index.ts';
import { type DataEntry, type DataMap, type DataScalar, entryOf } from '../source/index.ts';
import { pipelinedDetection } from './pipeline/index.ts';
import type { ReadOptions } from './reader.ts';
import { kindOfDocument, type SigmaDocument, textAt } from './sigma-documents.ts';
import { readLogSource } from './sigma-log-source.ts';
import type { Filtered } from './sigma-rule.ts';
import type { SigmaRun } from './sigma-run.ts';

type SourceWords = Readonly<Record<'category' | 'product' | 'service', string | undefined>>;

/** A filter (https://sigmahq.io/sigma-specification/specification/sigma-filters-specification.html) as it was read. */
export interface SigmaFilter {
  readonly document: SigmaDocument;
  /** Names and ids of rules; `any`: of all rules with its log source, as the draft of version 2.2 and pySigma have it. */
  readonly rules: readonly DataScalar[] | 'any';
  readonly source: SourceWords;
  readonly condition: Predicate | undefined;
  /** Its selections and condition, as the detection of a rule has them. */
  readonly detection: DataMap | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function readFilter(document: SigmaDocument, map: DataMap, options: ReadOptions): SigmaFilter {
  const diagnostics: Diagnostic[] = [...document.diagnostics];
  const { source, diagnostics: ofSource } = readLogSource(map);
  diagnostics.push(...ofSource);
  const body = entryOf(map, 'filter');
  const rules = rulesOf(body, diagnostics);
  const condition = body?.value.kind === 'map' ? conditionOf(body.value, options, diagnostics) : undefined;
  const isWhole = source?.sigma !== undefined && rules !== undefined;
  return {
    document,
    rules: rules ?? [],
    source: wordsOf(map),
    condition: isWhole ? condition : undefined,
    detection: body?.value.kind === 'map' ? withoutRules(body.value) : undefined,
    diagnostics,
  };
}

function rulesOf(body: DataEntry | undefined, diagnostics: Diagnostic[]): SigmaFilter['rules'] | undefined {
  if (body?.value.kind !== 'map') {
    const found = body === undefined ? 'empty' : kindOf(body.value);
    diagnostics.push(
      diagnose('read/sigma-wrong-shape', { key: 'filter', expected: 'a map', found }, body?.key.span),
    );
    return undefined;
  }
  const rules = entryOf(body.value, 'rules');
  if (rules === undefined) {
    diagnostics.push(diagnose('read/sigma-missing-key', { key: 'rules' }, body.key.span));
    return undefined;
  }
  const { value } = rules;
  if (value.kind === 'scalar' && /^(?:any|all)$/i.test(value.written)) return 'any';
  const items = value.kind === 'list' ? value.items : [value];
  const scalars = items.filter(item => item.kind === 'scalar' && item.value !== null);
  if (scalars.length === items.length && items.length > 0)
    return scalars.filter(item => item.kind === 'scalar');
  const expected = 'a list of names and ids of rules, or `any`';
  const shape = { key: 'rules', expected, found: kindOf(value) };
  diagnostics.push(diagnose('read/sigma-wrong-shape', shape, rules.key.span));
  return undefined;
}

function conditionOf(body: DataMap, options: ReadOptions, diagnostics: Diagnostic[]): Predicate | undefined {
  const [lowered, ...more] = lowerDetection(withoutRules(body), options.placeholders);
  diagnostics.push(...(lowered?.diagnostics ?? []));
  const condition = entryOf(body, 'condition');
  if (more.length > 0 || lowered?.aggregation !== undefined) {
    const shape = { key: 'condition', expected: 'one text', found: 'more than one' };
    diagnostics.push(diagnose('read/sigma-wrong-shape', shape, condition?.key.span));
    return undefined;
  }
  if (lowered?.where !== undefined && !isNegation(lowered.where))
    diagnostics.push(diagnose('lower/filter-polarity', {}, condition?.value.span));
  return lowered?.where;
}

function withoutRules(body: DataMap): DataMap {
  return { ...body, entries: body.entries.filter(({ key }) => key.written !== 'rules') };
}

function isNegation(predicate: Predicate): boolean {
  return predicate.kind === 'and' ? predicate.operands.every(isNegation) : predicate.kind === 'not';
}

function wordsOf(map: DataMap): SourceWords {
  const source = entryOf(map, 'logsource')?.value;
  const word = (key: string) => (source?.kind === 'map' ? textAt(source, key) : undefined);
  return { category: word('category'), product: word('product'), service: word('service') };
}

/** What the filters of a run add to a rule. */
export function filtered(rule: DataMap, filters: readonly SigmaFilter[], options: ReadOptions): Filtered {
  const conditions: Predicate[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const filter of filters) {
    const named = filter.rules === 'any' ? undefined : filter.rules.find(each => isNamed(rule, each.written));
    if (filter.condition === undefined || (filter.rules !== 'any' && named === undefined)) continue;
    if (isWithin(wordsOf(rule), filter.source))
      conditions.push(pipelinedCondition(filter, rule, options) ?? filter.condition);
    else if (named !== undefined)
      diagnostics.push(diagnose('lower/filter-source', { reference: named.written }, named.span));
  }
  return { conditions, diagnostics };
}

/** The condition as pipelines leave it, which see the log source of the rule. */
function pipelinedCondition(
  { detection }: SigmaFilter,
  rule: DataMap,
  options: ReadOptions,
): Predicate | undefined {
  if (detection === undefined || (options.pipelines ?? []).length === 0) return undefined;
  return pipelinedDetection(rule, detection, options);
}

function isNamed(rule: DataMap, reference: string): boolean {
  return textAt(rule, 'id') === reference || textAt(rule, 'name') === reference;
}

/** What the filter says of its log source is true of the rule's. */
function isWithin(rule: SourceWords, filter: SourceWords): boolean {
  return (['category', 'product', 'service'] as const).every(
    key => filter[key] === undefined || filter[key] === rule[key],
  );
}

/** References of a filter to rules that are not in the run. */
export function unknownRules({ rules }: SigmaFilter, run: SigmaRun): readonly Diagnostic[] {
  if (rules === 'any') return [];
  return rules.flatMap(({ written, span }) =>
    run.find(written).some(({ map }) => map !== undefined && kindOfDocument(map) === 'rule')
      ? []
      : [
          diagnose(
            'lower/filter-unknown-rule',
            { reference: written, nearest: nearestName(written, run.references) },
            span,
          ),
        ],
  );
}
