import {
  anyRun,
  type Expression,
  type Leaf,
  like,
  type Pattern,
  pattern,
  patternForm,
  text,
} from '../../ir/index.ts';
import type { Regex, RegexNode } from '../../regex/index.ts';
import { exactly, type Rewriting } from '../rewriting.ts';
import { oneBut, runWithout } from './characters-but.ts';

/** A leaf over the text of an element, said of the XML that the element stands in, where `&`, `<` and `>` are escaped. */
export function inXml(leaf: Leaf, element: string, xml: Expression): Rewriting | undefined {
  const tags = { open: `<${element}>`, close: `</${element}>` };
  const given = `xml-element:${element}`;
  if (leaf.kind === 'exists') {
    const node = sequence([literal(tags.open), oneBut('<')]);
    return exactly({ ...matched(xml, node, false), origin: leaf.origin }, given);
  }
  if (leaf.kind !== 'equals' && leaf.kind !== 'like') return undefined;
  const written =
    leaf.kind === 'like' ? leaf.patterns : leaf.values.map(value => pattern([text(String(value))]));
  const escaped = written.map(parts =>
    parts.map(part => (part.kind === 'text' ? text(inMarkup(part.text)) : part)),
  );
  const plain = escaped.map(parts => betweenTags(parts, tags));
  if (plain.every(found => found !== undefined)) return exactly(like(xml, plain, leaf), given);
  const options = escaped.map(parts => sequence(parts.map(nodeOf)));
  const node = sequence([literal(tags.open), { kind: 'alternation', options }, literal(tags.close)]);
  const { quantifier, origin } = leaf;
  return exactly({ ...matched(xml, node, leaf.casing === 'ignored'), quantifier, origin }, given);
}

/** An element with its text, as the XML of an event has it. */
export function xmlElement(element: string, value: unknown): string {
  return `<${element}>${inMarkup(String(value))}</${element}>`;
}

function inMarkup(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What is asked of an end of the text, or of the whole, stands beside a tag. */
function betweenTags(
  parts: Pattern,
  tags: { readonly open: string; readonly close: string },
): Pattern | undefined {
  const form = patternForm(parts);
  if (form.form === 'equals') return pattern([anyRun, text(`${tags.open}${form.text}${tags.close}`), anyRun]);
  if (form.form === 'startsWith') return pattern([anyRun, text(`${tags.open}${form.text}`), anyRun]);
  if (form.form === 'endsWith') return pattern([anyRun, text(`${form.text}${tags.close}`), anyRun]);
  return undefined;
}

function nodeOf(part: Pattern[number]): RegexNode {
  if (part.kind === 'text') return literal(part.text);
  return part.kind === 'anyRun' ? runWithout('<') : oneCharacter;
}

/** One that is escaped is several. */
const oneCharacter: RegexNode = {
  kind: 'alternation',
  options: [...['&amp;', '&lt;', '&gt;'].map(literal), oneBut('<&')],
};

function literal(written: string): RegexNode {
  return { kind: 'literal', text: written };
}

function sequence(items: readonly RegexNode[]): RegexNode {
  return { kind: 'sequence', items };
}

function matched(
  subject: Expression,
  node: RegexNode,
  ignoreCase: boolean,
): Extract<Leaf, { kind: 'matches' }> {
  const regex: Regex = { node, anchoring: 'search', flags: { ignoreCase, multiline: false, dotAll: true } };
  return { kind: 'matches', subject, regex, quantifier: 'any', origin: [] };
}
