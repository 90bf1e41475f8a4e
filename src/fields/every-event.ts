import type { Vendor } from '../ir/index.ts';
import type { MappedField } from './field-table.ts';
import { fieldType } from './field-type.ts';

/**
 * What Elastic writes of every event, whatever its source: ECS's classification of it, the agent that sent it, the system that the agent
 * runs on, and the data stream that it went to (https://www.elastic.co/docs/reference/ecs/ecs-event,
 * https://www.elastic.co/docs/reference/ecs/ecs-agent, https://www.elastic.co/docs/reference/ecs/ecs-os,
 * https://www.elastic.co/docs/reference/ecs/ecs-data_stream).
 */
const names: ReadonlySet<string> = new Set([
  ...['event.category', 'event.type', 'event.kind', 'event.module', 'event.dataset'],
  ...['event.created', 'event.ingested', 'event.original', 'event.agent_id_status', 'ecs.version'],
  ...['data_stream.dataset', 'data_stream.namespace', 'data_stream.type'],
  ...['agent.id', 'agent.name', 'agent.type', 'agent.version', 'agent.ephemeral_id'],
  ...['host.os.type', 'host.os.family', 'host.os.full', 'host.os.kernel'],
  ...['host.os.name', 'host.os.platform', 'host.os.version'],
]);

/** A field that no other vendor's logs bear, where the table of the source has none of the name. */
export function ofEveryEvent(vendor: Vendor, name: string): MappedField | undefined {
  if (vendor !== 'elastic' || !names.has(name)) return undefined;
  return {
    canonical: name,
    type: fieldType(name),
    view: other => (other === 'elastic' ? name : undefined),
  };
}
