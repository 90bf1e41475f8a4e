import { diagnose } from '../../diagnostics/index.ts';
import type { LogSource, Predicate, Search, Stage } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import type { Command } from './ast.ts';
import type { Baseline } from './baseline.ts';
import type { Context } from './context.ts';
import { type Environment, ownFields, withNumbers } from './environment.ts';
import type { Lookup } from './lookups.ts';
import { numberColumns } from './number-columns.ts';
import { madeBy, OpenRenamings } from './open-renamings.ts';

/** A pipeline that so far looks at single events: what they satisfy, and what their fields mean by now. */
export interface EventsState {
  readonly source: LogSource;
  readonly where: readonly Predicate[];
  readonly fields: Environment;
  /** What the commands so far do to rows, if it comes to rows after all. */
  readonly replay: readonly { readonly handler: Handler; readonly command: Command }[];
  /** It has come to rows: what is left of an event is no longer one. */
  readonly isRows?: boolean;
}

/** A pipeline of stages: from the first command on whose result is no single event. */
export class Rows {
  from: Search;
  stages: Stage[] = [];
  readonly context: Context;
  /** All fields that a row can have; undefined when any may be. */
  names: ReadonlySet<string> | undefined;
  /** Fields cut into spans, in seconds. */
  readonly spans = new Map<string, number>();
  /** What put results of other searches behind these, out of their order. */
  united?: Command;
  /** What put several events together in a row, of which others than its own fields are lists. */
  together?: Command;
  /** By rows of which there is nothing said yet. */
  lookups: readonly Lookup[] = [];
  /** The table of a baseline, whose rows stand among these. */
  baseline?: Baseline;
  /** Fields whose values were written anew for people, by the command that did. */
  readonly written = new Map<string, Command>();

  /** Renamings by wildcards of fields that are not known. */
  renamings = new OpenRenamings();

  /** What fields mean in the events that the first stage looks at. */
  #first: Environment | undefined;

  constructor(from: Search, context: Context, first?: Environment) {
    this.from = from;
    this.context = context;
    this.#first = first;
  }

  get fields(): Environment {
    const first = this.stages.length === 0 ? this.#first : undefined;
    const plain =
      first ?? withNumbers(ownFields(this.context.vendor, this.names), numberColumns(this.stages));
    const own = this.renamings.over(plain);
    return this.written.size === 0 ? own : this.#withoutWritten(own);
  }

  #withoutWritten(own: Environment): Environment {
    const get: Environment['get'] = (name, origin) => {
      const command = this.written.get(name);
      if (command !== undefined)
        this.context.report(
          diagnose('spl/command-use', { name: command.name, why: whyNotAsked(name, command) }, origin[0]),
        );
      return own.get(name, origin);
    };
    return { ...own, get };
  }

  add(...stages: readonly Stage[]): void {
    if (this.lookups.length > 0)
      this.context.report(
        diagnose(
          'spl/command-use',
          { name: 'lookup', why: 'what comes next does not ask for its rows' },
          stages[0]?.origin[0],
        ),
      );
    if (this.together !== undefined) this.#addShown(this.together, stages);
    else for (const stage of stages) this.#addOne(stage);
  }

  #addOne(stage: Stage): void {
    if (this.renamings.some) {
      const made = madeBy(stage);
      if (made === undefined) {
        const name = 'rename';
        const why = 'which fields a wildcard stands for is known after stats only';
        this.context.report(diagnose('spl/command-use', { name, why }, stage.origin[0]));
      } else if (stage.kind === 'aggregate') this.renamings = new OpenRenamings();
      else this.renamings.make(made);
    }
    this.stages.push(stage);
  }

  /** What is shown of events that were put together, and in which order, is no matter; more is not asked of them. */
  #addShown({ name, start, end }: Command, stages: readonly Stage[]): void {
    const other = stages.find(({ kind }) => !/^(?:keep|drop|rename|sort|extend|fill)$/.test(kind));
    if (other === undefined) return;
    const why = `its events together are asked for more (${other.kind}), where they are lists of values`;
    const span = other.origin[0] ?? this.context.span({ start, end });
    this.context.report(diagnose('spl/command-use', { name, why }, span));
  }

  /** Puts the results of other searches behind these, which may have any fields. */
  unite(others: readonly Search[], command: Command, origin: readonly Span[]): void {
    this.united = command;
    const { from, stages } = this;
    const own: Search = stages.length === 0 ? from : { kind: 'pipeline', from, stages, origin: from.origin };
    this.from = { kind: 'union', searches: [own, ...others], origin };
    this.stages = [];
    this.names = undefined;
    this.#first = undefined;
  }

  addName(name: string): void {
    if (this.names !== undefined) this.names = new Set([...this.names, name]);
  }
}

function whyNotAsked(name: string, command: Command): string {
  return command.name === 'iplocation'
    ? `${name} is asked for later, and where an address lies is known to a database of Splunk’s own`
    : `${name} is looked at later`;
}

/** What a command does, to single events and to rows. */
export interface Handler {
  /** Absent, or without a result, where the command makes the search one over rows. */
  readonly events?: (command: Command, state: EventsState, context: Context) => EventsState | undefined;
  readonly rows: (command: Command, rows: Rows, origin: readonly Span[]) => void;
  /** Whether what it does to single events is all that it does to rows: a filter. */
  readonly isFilter?: boolean;
  /** Whether its rows have nothing of the events but what it names: what came before need not be said again. */
  readonly isAggregate?: boolean;
}
