import type { LogicNode } from '../model/catalog-rule.ts';
import { escaped, type Html, html, raw } from './html.ts';

const rowHeight = 24;
const indent = 22;
const longestLabel = 96;

interface Line {
  readonly node: LogicNode;
  readonly depth: number;
  readonly parent: number;
}

/** The logic as a tree, each condition on a line; its text stands in the drawing, so that it can be read out and searched. */
export function logicDrawing(root: LogicNode): Html {
  const lines: Line[] = [];
  collect(root, 0, -1, lines);
  const height = lines.length * rowHeight + 8;
  const width = Math.max(...lines.map(({ node, depth }) => depth * indent + 40 + shown(node).length * 8));
  const drawn = lines.map((line, at) => `${edge(line, at)}${box(line, at)}`).join('\n');
  return html`<div class="wide drawing" role="region" aria-label="Drawing of the logic" tabindex="0"><svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${height}" role="img" aria-label="The rule’s conditions as a tree; the stages below hold the same as text">
${raw(drawn)}
</svg></div>
`;
}

function collect(node: LogicNode, depth: number, parent: number, lines: Line[]): void {
  const at = lines.push({ node, depth, parent }) - 1;
  for (const part of node.parts) collect(part, depth + 1, at, lines);
}

function shown({ label }: LogicNode): string {
  return label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label;
}

function edge({ depth, parent }: Line, at: number): string {
  if (parent < 0) return '';
  const x = (depth - 1) * indent + 12;
  const y = at * rowHeight + 14;
  return `<path class="e" d="M${x} ${parent * rowHeight + 22}V${y}H${depth * indent + 4}"/>`;
}

function box({ node, depth }: Line, at: number): string {
  const x = depth * indent + 8;
  const y = at * rowHeight + 18;
  const title = shown(node) === node.label ? '' : `<title>${escaped(node.label)}</title>`;
  return `<g class="${node.kind}">${title}<circle cx="${x}" cy="${y - 4}" r="4"/><text x="${x + 10}" y="${y}">${escaped(shown(node))}</text></g>`;
}
