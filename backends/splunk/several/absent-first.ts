import {
  type Expression,
  exists,
  field,
  ordersThatMayLack,
  type Pipeline,
  type Stage,
} from '../../../src/ir/index.ts';

type Sort = Extract<Stage, { kind: 'sort' }>;

/**
 * sort puts what has no value last, whichever the order. Where rows without one come first, and it matters which ones do, a column
 * says who has one.
 * https://help.splunk.com/en/splunk-cloud-platform/search/spl2-search-reference/sort-command/sort-command-overview-syntax-and-usage
 */
export function withAbsentFirst(pipeline: Pipeline): Pipeline {
  const stages = pipeline.stages.flatMap((stage, at): readonly Stage[] => {
    if (stage.kind !== 'sort' || !pipeline.stages.slice(at + 1).some(({ kind }) => choosing.has(kind)))
      return [stage];
    return marked(stage, ordersThatMayLack(pipeline, at));
  });
  return { ...pipeline, stages };
}

/** What comes out of them hangs on the order of the rows. */
const choosing: ReadonlySet<Stage['kind']> = new Set([
  'limit',
  'dedup',
  'aggregate',
  'joinAggregate',
  'window',
]);

function marked(stage: Sort, lacking: ReadonlySet<Expression>): readonly Stage[] {
  const { by, origin } = stage;
  const isMarked = ({ value, absentFirst }: Sort['by'][number]): boolean =>
    absentFirst && value.kind === 'field' && lacking.has(value);
  const names = by.filter(isMarked).flatMap(({ value }) => (value.kind === 'field' ? [value.name] : []));
  if (names.length === 0) return [stage];
  const number = (value: number): Expression => ({ kind: 'literal', value, origin });
  const fields = names.map(name => ({
    name: markOf(name),
    value: {
      kind: 'choice',
      branches: [{ when: exists(field(name, 'splunk')), value: number(1) }],
      otherwise: number(0),
      origin,
    } as const,
  }));
  const keys = by.flatMap(key => {
    if (!isMarked(key) || key.value.kind !== 'field') return [key];
    const mark = field(markOf(key.value.name), 'splunk');
    return [
      { value: mark, descending: false, absentFirst: false },
      { ...key, absentFirst: false },
    ];
  });
  return [
    { kind: 'extend', fields, origin },
    { ...stage, by: keys },
    { kind: 'drop', fields: names.map(name => [{ kind: 'text', text: markOf(name) }]), origin },
  ];
}

function markOf(name: string): string {
  return `has_${name}`;
}
