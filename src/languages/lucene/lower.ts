import { failure, type Result, success } from '../../diagnostics/index.ts';
import { always, and, type Expression, not, type Predicate } from '../../ir/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import { subjectOf } from '../kql/subject.ts';
import { alternatives } from '../kql/values.ts';
import type { Clause, LuceneQuery, Written } from './ast.ts';
import { type Context, decoded, spans } from './context.ts';
import { namePattern } from './decode.ts';
import { reportHabits, reportIgnored } from './habits.ts';
import { lowerTerm } from './lower-term.ts';

/** The meaning of a query on keyword fields, with OR between clauses that have no operator, as Kibana sends it. */
export function lowerLucene(query: LuceneQuery, source: EmbeddedText): Result<Predicate> {
  const context: Context = { source, diagnostics: [], field: undefined };
  const predicate = query.clauses.length === 0 ? always(true) : lowerQuery(query, context);
  return context.diagnostics.some(each => each.severity === 'error')
    ? failure(...context.diagnostics)
    : success(predicate, context.diagnostics);
}

type Role = 'must' | 'should' | 'mustNot';

/**
 * Not a boolean expression but a list: what must, what should and what must not match. AND makes both of its neighbours
 * required, NOT prohibits its clause for the whole list, and where something is required, what merely should match
 * decides nothing. https://lucene.apache.org/core/9_12_2/queryparser/org/apache/lucene/queryparser/classic/QueryParserBase.html
 */
function lowerQuery(query: LuceneQuery, context: Context): Predicate {
  const roles = rolesOf(query.clauses);
  reportHabits(query.clauses, context);
  const lowered = query.clauses.map(clause => lowerClause(clause, context));
  const inRole = (role: Role) => lowered.filter((_, index) => roles[index] === role);
  const required = inRole('must');
  const optional = inRole('should');
  if (required.length > 0)
    reportIgnored(
      query.clauses.filter((_, index) => roles[index] === 'should'),
      context,
    );
  const origin = spans(query, context);
  const positive = required.length > 0 || optional.length === 0 ? required : [alternatives(optional, origin)];
  return and([...positive, ...inRole('mustNot').map(clause => not(clause))], origin);
}

function rolesOf(clauses: readonly Clause[]): readonly Role[] {
  const roles: Role[] = [];
  for (const { conjunction, sign } of clauses) {
    const previous = roles.length - 1;
    if (conjunction === 'and' && roles[previous] === 'should') roles[previous] = 'must';
    if (sign === 'prohibited') roles.push('mustNot');
    else roles.push(sign === 'required' || conjunction === 'and' ? 'must' : 'should');
  }
  return roles;
}

function lowerClause({ field, body }: Clause, outer: Context): Predicate {
  const context = field === undefined ? outer : { ...outer, field: subjectOfName(field, outer) };
  return body.kind === 'query' ? lowerQuery(body, context) : lowerTerm(body, field ?? body, context);
}

/** `*` is every field, as no field is. */
function subjectOfName(field: Written, context: Context): Expression | undefined {
  const name = namePattern(decoded(field, context));
  return name.length === 1 && name[0]?.kind === 'anyRun' ? undefined : subjectOf(name, spans(field, context));
}
