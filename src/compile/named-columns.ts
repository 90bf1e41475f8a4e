import { type Pattern, plainText, type Search, type Stage, text } from '../ir/index.ts';
import type { Vendors } from './search-names.ts';
import { madeBy, namedIn } from './shared-columns.ts';

type Selection = Extract<Stage, { readonly kind: 'keep' | 'drop' }>;

/**
 * Columns that are kept or dropped by a pattern of their names, by their names alone: those that the rule speaks of, since which others
 * there are is for show. The names that a target has for them fit no pattern of the author's.
 */
export function withNamedColumns(
  stages: readonly Stage[],
  rule: Search,
  { author, target }: Vendors,
): readonly Stage[] {
  if (author === target || !stages.some(hasPattern)) return stages;
  let names: readonly string[] = [...namesIn(rule)];
  return stages.flatMap((stage, index): readonly Stage[] => {
    // Groups have the columns that they make, and no others.
    if (stage.kind === 'aggregate') names = columnsOf(stage);
    else names = [...new Set([...names, ...madeBy(stage)])];
    if (!hasPattern(stage)) return [stage];
    const fields = [...new Set(stage.fields.flatMap(each => fitting(each, names)))];
    if (fields.length > 0) return [{ ...stage, fields: fields.map(each => [text(each)]) }];
    return stage.kind === 'drop' || namesIn(stages.slice(index + 1)).size === 0 ? [] : [stage];
  });
}

function columnsOf({ by, measures }: Extract<Stage, { readonly kind: 'aggregate' }>): readonly string[] {
  return [...by, ...measures].map(({ name }) => name);
}

function isSelection(stage: { readonly kind: unknown }): stage is Selection {
  return stage.kind === 'keep' || stage.kind === 'drop';
}

function hasPattern(stage: Stage): stage is Selection {
  return isSelection(stage) && stage.fields.some(each => plainText(each) === undefined);
}

/** Of a plain name itself. */
function fitting(pattern: Pattern, names: readonly string[]): readonly string[] {
  const plain = plainText(pattern);
  if (plain !== undefined) return [plain];
  const parts = pattern.map(part =>
    part.kind === 'text' ? part.text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&') : '.*',
  );
  const test = new RegExp(`^${parts.join('')}$`, 's');
  return names.filter(name => test.test(name));
}

/** The fields and columns that a search or its stages speak of, but for those that are kept or dropped. */
export function namesIn(node: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (each: unknown): void => {
    if (Array.isArray(each)) each.forEach(visit);
    else if (typeof each === 'object' && each !== null) {
      if (isStage(each) && isSelection(each)) return;
      for (const name of ownNames(each)) names.add(name);
      for (const [key, value] of Object.entries(each)) if (key !== 'origin') visit(value);
    }
  };
  visit(node);
  return names;
}

function ownNames(node: object): readonly string[] {
  if (!isStage(node)) return [];
  if ((node.kind as string) === 'field' && 'name' in node) return [String(node.name)];
  return [...namedIn(node), ...madeBy(node)];
}

function isStage(node: object): node is Stage {
  return 'kind' in node;
}
