import type { Field, ValueType } from '../ir/index.ts';

/**
 * Endings that tell the type of an ECS field (https://www.elastic.co/docs/reference/ecs/ecs-field-reference), and the addresses of
 * Splunk's data models. Columns of rows end as they like: `distinct_src_ip` is a number.
 */
const endings: readonly (readonly [RegExp, ValueType])[] = [
  [/(^|\.)(ip|ip_address)$|^(?:src|dest)_ip$/, 'ip'],
  [
    /(^|\.)(pid|ppid|pgid|port|bytes|packets|size|status_code|args_count|exit_code|mode_number|ttl|severity|duration|count|number|line|sequence|total|risk_score|entropy)$/,
    'number',
  ],
  [/\.as\.number$|_time_modify$|relative_file_(creation|name_modify)_time$/, 'number'],
  [
    /(^|\.)(trusted|exists|valid|signed|interactive|same_as_process|is_executable|is_dga|is_proxy|is_suspicious|is_managed|is_interactive|privileged)$/,
    'boolean',
  ],
  [
    /^@timestamp$|(^|\.)(timestamp|created|ingested|modified|accessed|ctime|mtime|start|end|start_time|end_time)$/,
    'time',
  ],
];

/** Of a canonical name; names outside of the tables are guessed by ECS's way of naming. */
export function fieldType(canonical: string): ValueType {
  return endings.find(([ending]) => ending.test(canonical))?.[1] ?? 'string';
}

/** `source.ip` is there only where `source.address` is an address: AWS has names of services in it. */
export function isOnlyAddress({ name, vendor }: Field, canonical: string): boolean {
  return vendor === 'elastic' && fieldType(name) === 'ip' && fieldType(canonical) !== 'ip';
}
