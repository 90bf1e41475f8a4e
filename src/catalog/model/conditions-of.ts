import { and, fold, type Predicate, type Search } from '../../ir/index.ts';
import { withoutGuards } from './guards.ts';
import { byLogType } from './program.ts';

/**
 * The conditions of a search, each as a predicate without guards, in the order in which they are asked: of its events with their
 * scope, of its filters, of its groups. Steps that must not come are no conditions that a rule looks for.
 */
export function conditionsOf(search: Search): readonly Predicate[] {
  return [...walk(search)].map(predicate => withoutGuards(fold(predicate)));
}

function* walk(search: Search): Generator<Predicate> {
  switch (search.kind) {
    case 'events':
      for (const where of byLogType(search))
        yield and([...(search.source.scope === undefined ? [] : [search.source.scope]), where]);
      return;
    case 'union':
      for (const each of search.searches) yield* walk(each);
      return;
    case 'pipeline':
      yield* walk(search.from);
      for (const stage of search.stages) {
        if (stage.kind === 'filter') yield stage.where;
        else if (stage.kind === 'join') yield* walk(stage.with);
      }
      return;
    case 'sequence':
      for (const step of search.steps) if (!step.absent) yield* walk(step.search);
      return;
    case 'correlate':
      for (const input of search.inputs) yield* walk(input.search);
      yield search.having;
      return;
    case 'newTerms':
      yield* walk(search.from);
      return;
    case 'indicatorMatch':
      yield* walk(search.from);
  }
}
