import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Rule } from '../ir/index.ts';
import { anyRowsGiven } from './any-rows.ts';
import { type AttachedLines, attachedTo, noLines } from './elastic-attached.ts';
import type { RuleDocument } from './elastic-document.ts';
import { exceptionsOf } from './elastic-exceptions.ts';
import { addConditions } from './elastic-filters.ts';
import { readMetadata } from './elastic-metadata.ts';
import { readSchedule } from './elastic-schedule.ts';
import { RuleReading, readSearch, type Table } from './elastic-search.ts';
import { readSuppression } from './elastic-suppression.ts';
import type { ReadRule, RuleLocation } from './reader.ts';

/** A rule of Kibana's detection engine, from either of its documents. */
export function readElasticRule(
  document: RuleDocument,
  rule: Table,
  location: Pick<RuleLocation, 'format' | 'document' | 'line'>,
  beside: AttachedLines = noLines,
): ReadRule {
  const diagnostics: Diagnostic[] = [];
  const { path } = document.file;
  const id = typeof rule['rule_id'] === 'string' ? rule['rule_id'] : undefined;
  const title = readTitle(document, rule, id, diagnostics);
  const { schedule, losses: ofSchedule } = readSchedule(document, rule, diagnostics);
  const attached = attachedTo(rule, beside);
  const metadata = {
    ...readMetadata(document, rule, title, diagnostics),
    ...(attached.length === 0 ? {} : { attached }),
  };
  const reading = new RuleReading(document, rule, schedule, diagnostics);
  const whole = readSearch(reading);
  const losses = [...ofSchedule, ...reading.losses];
  const { conditions, behind } = exceptionsOf(rule, beside.items);
  const search = whole && addConditions(whole, conditions, true);
  const suppression = readSuppression(document, rule, diagnostics);
  const given = [
    ...behind.map(list => `exceptions:${list}`),
    ...(search === undefined ? [] : anyRowsGiven(String(rule['type']), search)),
  ];
  if (behind.length > 0)
    diagnostics.push(
      diagnose('elastic/exceptions', { count: behind.length }, document.span(['rule', 'exceptions_list'])),
    );
  const failed = search === undefined || diagnostics.some(({ severity }) => severity === 'error');
  const read: Rule | undefined = failed
    ? undefined
    : {
        ...{ metadata, search, schedule },
        ...(given.length === 0 ? {} : { given }),
        ...(losses.length === 0 || search.kind === 'events' ? {} : { losses }),
        ...(suppression === undefined ? {} : { suppression }),
      };
  return {
    location: { path, ...location, part: 0, title, ...(id === undefined ? {} : { id }) },
    rule: read,
    ...(read === undefined ? { known: { metadata } } : {}),
    diagnostics,
  };
}

function readTitle(
  document: RuleDocument,
  rule: Table,
  id: string | undefined,
  diagnostics: Diagnostic[],
): string {
  const { name } = rule;
  if (typeof name === 'string' && name !== '') return name;
  const title = id ?? baseName(document.file.path);
  diagnostics.push(diagnose('elastic/untitled', { title }, document.span(['rule'])));
  return title;
}

/** The name of a file without its folder and ending. */
export function baseName(path: string): string {
  return path.replace(/^.*[/\\]/, '').replace(/\.[^.]+$/, '') || path;
}
