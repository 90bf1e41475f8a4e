const addresses = /^(?:client|destination|host|observer|server|source)\.(?:nat\.)?ip$/;
const times = /^(?:@timestamp|event\.(?:created|end|ingested|start))$/;

/**
 * The type of a field of ECS that is mapped the same in every index, whatever collects its events.
 * https://www.elastic.co/docs/reference/ecs/ecs-field-reference
 */
export function fixedType(name: string): 'ip' | 'time' | undefined {
  if (addresses.test(name)) return 'ip';
  return times.test(name) ? 'time' : undefined;
}
