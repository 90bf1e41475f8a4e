import type { QueryPlace } from '../../ir/index.ts';
import {
  isOfText,
  type Template,
  type TemplateBlock,
  type TemplateOperand,
  type TemplateValue,
  type ValueFilter,
} from './template.ts';
import { holds } from './template-tests.ts';

/** Values of names, which an inner block may have of its own. */
export type Scope = ReadonlyMap<unknown, unknown>;

/** What stands for the values of a template. */
export interface Filling {
  readonly lookUp: (path: TemplateValue['path'], scope: Scope) => unknown;
  readonly filtered: (value: unknown, filter: ValueFilter) => unknown;
  readonly text: (value: unknown, part: TemplateValue) => string;
}

type Part = string | QueryPlace;

/** The parts of a template with its blocks as often as they are there, and all values but the query in their places. */
export function flattened(template: Template, names: Scope, filling: Filling): readonly Part[] {
  let scope = names;
  const parts: Part[] = [];
  for (const part of template)
    if (typeof part === 'string') parts.push(part);
    else if (!('kind' in part)) parts.push(valuePart(part, scope, filling));
    else if (part.kind === 'set')
      scope = new Map([...scope, [part.name, operandValue(part.value, scope, filling)]]);
    else parts.push(...blockParts(part, scope, filling));
  return parts;
}

function valuePart(part: TemplateValue, scope: Scope, { lookUp, text }: Filling): Part {
  if (part.path[0] === 'query') return { filters: part.filters.filter(isOfText) };
  return text(lookUp(part.path, scope), part);
}

function blockParts(
  block: Exclude<TemplateBlock, { kind: 'set' }>,
  scope: Scope,
  filling: Filling,
): readonly Part[] {
  if (block.kind === 'if') {
    const found = block.branches.find(({ test }) => holds(test, each => operandValue(each, scope, filling)));
    return flattened(found?.body ?? block.otherwise, scope, filling);
  }
  const items = itemsOf(operandValue(block.of, scope, filling));
  if (items.length === 0) return flattened(block.otherwise, scope, filling);
  return items.flatMap((item, index) => {
    const loop = loopAt(index, items.length);
    return flattened(block.body, new Map([...scope, [block.name, item], ['loop', loop]]), filling);
  });
}

function loopAt(index0: number, length: number): Readonly<Record<string, unknown>> {
  return { index: index0 + 1, index0, first: index0 === 0, last: index0 === length - 1, length };
}

/** A text is a list of its characters. */
function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : typeof value === 'string' ? [...value] : [];
}

function operandValue(operand: TemplateOperand, scope: Scope, { lookUp, filtered }: Filling): unknown {
  if ('literal' in operand) return operand.literal;
  return operand.filters.reduce(filtered, lookUp(operand.path, scope));
}
