import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import {
  attackObject,
  attackObjectsVersion,
  tacticOf,
  tacticsInstead,
  techniqueIds,
  techniqueOf,
} from '../ir/index.ts';
import { type SourceFile, type Span, spanOf } from '../source/index.ts';
import type { WholeRule } from './rule-pass.ts';

/** Of tactics, techniques, groups, software, mitigations, campaigns, data sources (https://attack.mitre.org). */
const shapes = /^(?:T\d{4}(?:\.\d{3})?|(?:TA|[GSMC]|DS)\d{4})$/i;

/** References to ATT&CK that are of none of its forms, or of no version, or of an older one. */
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
  const at = (id: string): Span | undefined => file && spanOfText(file, id);
  return [
    ...bad.map(id => diagnose('check/malformed-attack-id', { id }, at(id))),
    ...[...new Set(techniques)].flatMap(id => (shapes.test(id) ? versionDiagnostics(id, at(id)) : [])),
    ...[...tactics, ...tags.map(tag => tag.slice('attack.'.length))].flatMap(id => unknownTactic(id, at(id))),
    ...[...new Set(tags)].flatMap(tag => objectDiagnostics(tag.slice('attack.'.length), at(tag))),
    ...(metadata.vendor === 'sigma' ? formerTactics(read, at) : []),
  ];
}

/** A technique that the table does not know, or knows by another id now. */
function versionDiagnostics(id: string, at: Span | undefined): readonly Diagnostic[] {
  const known = techniqueOf(id);
  if (known === undefined) {
    const nearest = nearestName(id.toUpperCase(), techniqueIds());
    return [diagnose('check/unknown-attack-id', { kind: 'technique', id, nearest, version: '19' }, at)];
  }
  const { id: successor, name, instead } = known;
  return instead === undefined ? [] : [diagnose('check/revoked-attack-id', { id, successor, name }, at)];
}

function unknownTactic(id: string, at: Span | undefined): readonly Diagnostic[] {
  if (!/^TA\d{4}$/i.test(id) || tacticOf(id) !== undefined) return [];
  return [diagnose('check/unknown-attack-id', { kind: 'tactic', id, nearest: undefined, version: '19' }, at)];
}

/** A group, software, mitigation, campaign or data source that the table does not know, or knows by another id now. */
function objectDiagnostics(id: string, at: Span | undefined): readonly Diagnostic[] {
  const found = attackObject(id);
  if (found === undefined) return [];
  const { kind, isKnown, instead } = found;
  if (instead !== undefined) {
    const more = { id, successor: instead.id, name: instead.name };
    return [diagnose('check/revoked-attack-id', more, at)];
  }
  const more = { kind, id, nearest: undefined, version: attackObjectsVersion };
  return isKnown ? [] : [diagnose('check/unknown-attack-id', more, at)];
}

/** Tactics by names that the tags of Sigma had before version 19; Elastic's own rules keep them. */
function formerTactics(read: WholeRule, at: (id: string) => Span | undefined): readonly Diagnostic[] {
  const names = read.rule.metadata.attack.flatMap(({ tactic }) => tactic?.name ?? []);
  return [...new Set(names)].flatMap(name => {
    const span = at(`attack.${name}`) ?? at(`attack.${name.replaceAll('-', '_')}`);
    const successors = tacticsInstead(name)
      .map(each => `attack.${each}`)
      .join(' or ');
    if (successors === '' || span === undefined) return [];
    return [diagnose('check/former-attack-tactic', { name, successors }, span)];
  });
}

function spanOfText(file: SourceFile, text: string): Span | undefined {
  const at = file.text.toLowerCase().indexOf(text.toLowerCase());
  return at === -1 ? undefined : spanOf(file, at, at + text.length);
}
