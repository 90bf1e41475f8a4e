import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type SourceFile, type Span, spanOf } from '../source/index.ts';
import type { WholeRule } from './rule-pass.ts';

/** Of tactics, techniques, groups, software, mitigations, campaigns, data sources (https://attack.mitre.org). */
const shapes = /^(?:T\d{4}(?:\.\d{3})?|(?:TA|[GSMC]|DS)\d{4})$/i;

/** References to ATT&CK that are of none of its forms. */
export function attackDiagnostics(read: WholeRule): readonly Diagnostic[] {
  const { metadata, search } = read.rule;
  const file = search.origin[0]?.file;
  const techniques = metadata.attack.flatMap(each => each.techniques.map(({ id }) => id));
  const tactics = metadata.attack.flatMap(({ tactic }) => (tactic?.id === undefined ? [] : [tactic.id]));
  const tags = metadata.vendor === 'sigma' ? metadata.tags.filter(tag => /^attack\./i.test(tag)) : [];
  const bad = [
    ...[...techniques, ...tactics].filter(id => !shapes.test(id)),
    ...tags.filter(tag => !shapes.test(tag.slice('attack.'.length))),
  ];
  return bad.map(id => diagnose('check/malformed-attack-id', { id }, file && spanOfText(file, id)));
}

function spanOfText(file: SourceFile, text: string): Span | undefined {
  const at = file.text.indexOf(text);
  return at === -1 ? undefined : spanOf(file, at, at + text.length);
}
