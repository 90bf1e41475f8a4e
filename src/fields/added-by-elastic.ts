import { FieldTable } from './field-table.ts';
import type { MappedField } from './mapped-field.ts';
import { fieldSet, ofTables } from './registry.ts';

const added = ofTables(
  () =>
    new FieldTable(
      [fieldSet('elastic.added')].flatMap(set => set ?? []),
      undefined,
    ),
);

/**
 * A field that Elastic's agents, integrations and detection engine give events of any log: where an address is and whose, what a user
 * agent is called, what is related to it, and ECS's classification of it. The logs of which other vendors' events are made have none.
 */
export function addedByElastic(name: string): MappedField | undefined {
  return added().byName('elastic', name);
}
