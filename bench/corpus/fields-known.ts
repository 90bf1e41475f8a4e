import type { FieldTable } from '../../src/fields/field-table.ts';
import { findField } from '../../src/fields/find-field.ts';
import { dataSource, fieldTable } from '../../src/fields/registry.ts';
import { type Events, eventsOf, type Field, fieldsOf, leaves, subjects } from '../../src/ir/index.ts';
import type { CorpusRule } from './inputs.ts';
import { percent, type Report, tally } from './report.ts';

/** Why no table of the source is to have a field. */
const reasons: Readonly<Record<string, string>> = {
  'aws.cloudtrail process.command_line': 'of the processes that the same query looks at beside CloudTrail',
  'aws.cloudtrail process.name': 'of the processes that the same query looks at beside CloudTrail',
  'endpoint.alerts destination.user.name': "of the mails that the same query looks at beside Defend's alerts",
  'gcp.audit _source': 'the document itself, which is no field of the log',
};

/**
 * Fields of Elastic's rules that the table of their source knows, with another vendor's name or without one: a field counts once a
 * search.
 */
export function reportKnownFields(report: Report, rules: readonly CorpusRule[]): void {
  report.title("Fields of Elastic's rules in the tables");
  const unknown = new Map<string, number>();
  const placeless = new Map<string, number>();
  let uses = 0;
  for (const { read } of rules)
    for (const events of read.rule === undefined ? [] : eventsOf(read.rule.search)) {
      const { id } = events.source;
      const source = dataSource(id);
      const table = source && fieldTable(source);
      for (const field of writtenIn(events)) {
        uses++;
        if (table === undefined) tally(placeless, events.source.elastic?.indices.join(' ') ?? '');
        else if (!isKnown(field, table)) tally(unknown, told(`${id} ${field.name}`));
      }
    }
  const missing = [...unknown.values(), ...placeless.values()].reduce((sum, count) => sum + count, 0);
  report.figure(
    'fields: uses of Elastic fields in a table of their source',
    percent(uses - missing, uses),
    ` % of ${uses}`,
  );
  report.counts('fields of Elastic that no table of their source has', unknown, 40);
  report.counts('fields of Elastic in searches without a data source, by indices', placeless, 40);
}

function isKnown(field: Field, table: FieldTable): boolean {
  const found = findField(field, table);
  return found !== undefined && found.isUnlisted !== true;
}

function told(missing: string): string {
  const reason = reasons[missing];
  return reason === undefined ? missing : `${missing}: ${reason}`;
}

function writtenIn({ where }: Events): readonly Field[] {
  const found = new Map<string, Field>();
  for (const { leaf } of leaves(where))
    for (const field of subjects(leaf).flatMap(fieldsOf))
      if (!found.has(field.name)) found.set(field.name, field);
  return [...found.values()];
}
