import type { Block, Expression, Extent, MatchCase, Statement } from '../ast.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';

type Match = Extract<Statement, { kind: 'match' }>;

/** No name of a module is written like this. */
const subjectName = 'match subject';
const unreadName = 'pattern of a match';

/** More cases that take a name and have a condition are not followed: each of them doubles what comes after it. */
const mostNamed = 8;

/**
 * The cases of a `match` as `if` statements, for patterns of constants, of types, and of names that take what there is:
 * https://docs.python.org/3/reference/compound_stmts.html#patterns. The subject is under a name of its own.
 */
export function casesAsChoices(context: Context, statement: Match, environment: Environment): Block {
  environment.set(subjectName, context.evaluate(statement.subject, environment));
  environment.set(unreadName, context.unsupported('this pattern of a match statement', statement));
  const named = statement.cases.filter(each => each.guard !== undefined && namesOf(each).length > 0);
  const first = named[mostNamed];
  if (first !== undefined)
    environment.set(unreadName, context.unsupported('a match statement of so many names', first.pattern));
  const cases = first === undefined ? statement.cases : [{ ...first, pattern: unread(first.pattern) }];
  return cases.reduceRight<Block>(choiceOf, []);
}

function choiceOf(rest: Block, each: MatchCase): Block {
  const { pattern, guard, body } = each;
  const at = { start: pattern.start, end: pattern.end };
  const names = namesOf(each);
  const bound = names.map(
    (name): Statement => ({
      kind: 'assign',
      targets: [{ kind: 'name', name, ...at }],
      value: { kind: 'name', name: subjectName, ...at },
      ...at,
    }),
  );
  const fits = conditionOf(pattern);
  if (guard === undefined) return ifThen(fits, [...bound, ...body], rest, at);
  if (names.length === 0) return ifThen(both(fits, guard), body, rest, at);
  return ifThen(fits, [...bound, ...ifThen(guard, body, rest, at)], rest, at);
}

/** Without a condition it is so. */
function ifThen(condition: Expression | undefined, body: Block, otherwise: Block, at: Extent): Block {
  return condition === undefined
    ? body
    : [{ kind: 'if', branches: [{ condition, body }], otherwise, start: at.start, end: at.end }];
}

function both(one: Expression | undefined, other: Expression): Expression {
  if (one === undefined) return other;
  return { kind: 'junction', operator: 'and', operands: [one, other], start: one.start, end: other.end };
}

/** What a case calls the subject. */
function namesOf({ pattern, name }: MatchCase): readonly string[] {
  const own =
    pattern.kind === 'name' && pattern.name !== '_'
      ? [pattern.name]
      : pattern.kind === 'call'
        ? pattern.arguments.flatMap(({ value }) =>
            value.kind === 'name' && value.name !== '_' ? [value.name] : [],
          )
        : [];
  return name === undefined ? own : [...own, name];
}

/** When the subject fits a pattern; undefined: always. */
function conditionOf(pattern: Expression): Expression | undefined {
  switch (pattern.kind) {
    case 'name':
      return undefined;
    case 'constant':
      return pattern.value === 'ellipsis' ? unread(pattern) : compared('is', pattern);
    case 'string':
    case 'number':
    case 'attribute':
      return compared('==', pattern);
    case 'unary':
      return pattern.operator === '-' && pattern.operand.kind === 'number'
        ? compared('==', pattern)
        : unread(pattern);
    case 'binary': {
      const { operator, left, right, start, end } = pattern;
      const sides = [conditionOf(left), conditionOf(right)].flatMap(each => each ?? []);
      return operator === '|' && sides.length === 2
        ? { kind: 'junction', operator: 'or', operands: sides, start, end }
        : unread(pattern);
    }
    case 'call':
      return ofType(pattern);
    default:
      return unread(pattern);
  }
}

function compared(operator: '==' | 'is', right: Expression): Expression {
  const { start, end } = right;
  const first: Expression = { kind: 'name', name: subjectName, start, end };
  return { kind: 'comparison', first, rest: [{ operator, right }], start, end };
}

/** Types of Python that take the subject itself as their one argument. */
const types: ReadonlySet<string> = new Set(['str', 'int', 'float', 'bool', 'list', 'tuple', 'dict', 'set']);

/** `str()`, `str(name)`. */
function ofType(pattern: Extract<Expression, { kind: 'call' }>): Expression {
  const { called, arguments: given, start, end } = pattern;
  const [argument, ...others] = given;
  const isPlain =
    argument === undefined ||
    (argument.name === undefined && argument.stars === undefined && argument.value.kind === 'name');
  if (called.kind !== 'name' || !types.has(called.name) || !isPlain || others.length > 0)
    return unread(pattern);
  const isInstance: Expression = { kind: 'name', name: 'isinstance', start, end };
  const subject: Expression = { kind: 'name', name: subjectName, start, end };
  return { kind: 'call', called: isInstance, arguments: [{ value: subject }, { value: called }], start, end };
}

function unread({ start, end }: Extent): Expression {
  return { kind: 'name', name: unreadName, start, end };
}
