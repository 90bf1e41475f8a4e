import type { Measure, Rule, Search, Stage } from '../../ir/index.ts';
import type { OutputField } from './catalog-rule.ts';
import { expressionText } from './expression-text.ts';
import { compareText } from './split-conditions.ts';

/** Fields that a rule brings its events together by, in order of their names. */
export function groupByOf({ search, suppression }: Rule): readonly string[] {
  const names = new Set([...groupsOf(search)]);
  for (const key of suppression?.by ?? []) names.add(expressionText(key, 'written'));
  return [...names].sort(compareText);
}

function* groupsOf(search: Search): Generator<string> {
  switch (search.kind) {
    case 'pipeline':
      yield* groupsOf(search.from);
      for (const stage of search.stages)
        if (stage.kind === 'aggregate' || stage.kind === 'joinAggregate')
          for (const { name, value } of stage.by) yield value.kind === 'field' ? value.name : name;
      return;
    case 'correlate':
      for (const key of search.by) yield expressionText(key, 'written');
      return;
    case 'sequence':
      for (const step of search.steps) for (const key of step.by) yield expressionText(key.value, 'written');
      return;
    case 'union':
      for (const each of search.searches) yield* groupsOf(each);
      return;
    case 'newTerms':
    case 'indicatorMatch':
      yield* groupsOf(search.from);
      return;
    case 'events':
  }
}

/** What a rule gives when it matches: the last selection of columns and what is made after it; else its groups and counts. */
export function outputsOf({ search, metadata }: Rule): readonly OutputField[] {
  const named = metadata.fields.map(field => ({ field, from: 'listed by the author' }));
  const made = search.kind === 'pipeline' ? stageOutputs(search.stages) : [];
  const seen = new Set<string>();
  return [...made, ...named].filter(({ field }) => !seen.has(field) && seen.add(field));
}

function stageOutputs(stages: readonly Stage[]): readonly OutputField[] {
  let outputs: readonly OutputField[] = [];
  for (const stage of stages) outputs = [...after(stage, outputs)];
  return outputs;
}

function after(stage: Stage, before: readonly OutputField[]): readonly OutputField[] {
  switch (stage.kind) {
    case 'keep':
      return stage.fields.map(pattern => {
        const name = pattern.map(part =>
          part.kind === 'text' ? part.text : part.kind === 'anyRun' ? '*' : '?',
        );
        return { field: name.join(''), from: `KEEP ${name.join('')}` };
      });
    case 'aggregate':
      return [
        ...stage.by.map(({ name }) => ({ field: name, from: 'group' })),
        ...stage.measures.map(measure => ({ field: measure.name, from: measureText(measure) })),
      ];
    case 'joinAggregate':
      return [
        ...before,
        ...stage.measures.map(measure => ({ field: measure.name, from: measureText(measure) })),
      ];
    case 'extend':
      return [
        ...before,
        ...stage.fields.map(({ name, value }) => ({ field: name, from: expressionText(value, 'written') })),
      ];
    case 'rename':
      return renamed(stage.fields, before);
    default:
      return before;
  }
}

function renamed(
  pairs: readonly { readonly from: string; readonly to: string }[],
  before: readonly OutputField[],
): readonly OutputField[] {
  const names = new Map(pairs.map(({ from, to }) => [from, to]));
  const kept = before.map(each => ({ ...each, field: names.get(each.field) ?? each.field }));
  const fresh = pairs.filter(({ from }) => !before.some(({ field }) => field === from));
  return [...kept, ...fresh.map(({ from, to }) => ({ field: to, from }))];
}

function measureText({ function: name, of }: Measure): string {
  return `${name}(${of.map(each => expressionText(each, 'written')).join(', ')})`;
}
