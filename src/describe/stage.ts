import { fold, type Stage, type Window } from '../ir/index.ts';
import { where } from './condition.ts';
import { noun, patternText } from './expression.ts';
import { keys, measured } from './measure.ts';
import { type Statement, statement } from './statement.ts';
import { counted, duration, listed, nameOf, quoted, type Wording } from './wording.ts';

/** What a stage of a pipeline does with the rows before it. */
export function stageStatement(stage: Stage, wording: Wording): Statement {
  switch (stage.kind) {
    case 'filter':
      return where('keeps the rows', fold(stage.where), wording);
    case 'extend':
      return extended(stage, wording);
    case 'aggregate': {
      const head = `${grouped(stage.by, wording)}${over(stage.window)}`;
      return stage.measures.length === 0
        ? statement(head)
        : measured(`${head}, and computes`, stage.measures, wording);
    }
    case 'joinAggregate':
      return measured(`adds to each row${of(keys(stage.by, wording))}`, stage.measures, wording);
    case 'window': {
      const span = stage.span === undefined ? '' : ` within ${duration(stage.span)}`;
      const last = stage.rows === undefined ? 'the rows' : `the last ${stage.rows} rows`;
      const rows = `adds to each row, over ${last} so far${of(keys(stage.by, wording))}${span},`;
      return measured(rows, stage.measures, wording);
    }
    case 'join':
      return statement(
        `joins each row${stage.type === 'left' ? ', or keeps it as it is,' : ''} by ${names(stage.on)} with:`,
        [wording.search(stage.with, wording)],
      );
    default:
      return statement(plainStage(stage, wording));
  }
}

type PlainStage = Exclude<
  Stage,
  { readonly kind: 'filter' | 'extend' | 'aggregate' | 'joinAggregate' | 'window' | 'join' }
>;

function plainStage(stage: PlainStage, wording: Wording): string {
  switch (stage.kind) {
    case 'keep':
      return `keeps the fields ${listed(stage.fields.map(patternText), 'and')} alone`;
    case 'drop':
      return `drops the fields ${listed(stage.fields.map(patternText), 'and')}`;
    case 'rename':
      return `renames ${listed(
        stage.fields.map(({ from, to }) => `${nameOf(from)} to ${nameOf(to)}`),
        'and',
      )}`;
    case 'sort':
      return `sorts by ${listed(
        stage.by.map(
          ({ value, descending, absentFirst }) =>
            `${noun(value, wording)}${descending ? ', greatest first' : ''}${absentFirst ? ', absent ones first' : ''}`,
        ),
        'and',
      )}`;
    case 'limit':
      return `keeps the ${stage.from === 'head' ? 'first' : 'last'} ${counted(stage.rows, 'row')}`;
    case 'expand':
      return `makes a row for each value of ${nameOf(stage.field)}`;
    case 'extract':
      if (stage.syntax === 'uri')
        return `takes the address ${noun(stage.subject, wording)} apart into ${names(stage.fields)}`;
      return `takes ${names(stage.fields)} out of ${noun(stage.subject, wording)} with the ${stage.syntax} pattern ${quoted(stage.pattern)}`;
    case 'fill':
      return `puts ${noun(stage.value, wording)} into ${stage.fields.length === 0 ? 'every field' : names(stage.fields)} where absent`;
    case 'dedup':
      return `keeps the first ${stage.keep === 1 ? 'row' : counted(stage.keep, 'row')} for each ${keys(stage.by, wording)}`;
    case 'lookup':
      return `looks ${names(stage.on)} up in the table ${quoted(stage.table)}${stage.fields.length === 0 ? '' : ` for ${names(stage.fields)}`}`;
    case 'changePoint':
      return `finds where ${nameOf(stage.value)} changes along ${nameOf(stage.by)}`;
  }
}

function names(fields: readonly string[]): string {
  return listed(fields.map(nameOf), 'and');
}

function grouped(by: Extract<Stage, { kind: 'aggregate' }>['by'], wording: Wording): string {
  return by.length === 0 ? 'takes all rows together' : `groups by ${keys(by, wording)}`;
}

function extended({ fields }: Extract<Stage, { kind: 'extend' }>, wording: Wording): Statement {
  const words = fields.map(({ name, value }) => `${nameOf(name)} to ${noun(value, wording)}`);
  const [only = '', ...more] = words;
  if (more.length === 0) return statement(`sets ${only}`);
  return statement(
    'sets:',
    words.map(each => statement(each)),
  );
}

function of(by: string): string {
  return by === '' ? '' : ` with the same ${by}`;
}

/** Within which time events count together. */
export function over(window: Window | undefined): string {
  switch (window?.kind) {
    case undefined:
      return '';
    case 'sliding':
      return ` within any ${duration(window.length)}`;
    case 'tumbling':
      return ` in clock intervals of ${duration(window.length)}`;
    case 'schedule':
      return ` within the last ${duration(window.lookBack)}, looked at every ${duration(window.every)}`;
  }
}
