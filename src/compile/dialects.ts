import type { Backend, Capabilities, Capability, Dialect, Feature } from '../ir/index.ts';
import type { CompileOptions } from './translation.ts';

type Asked = Pick<CompileOptions, 'dialect' | 'prefer'>;

/** The dialects that the user forces, or the preferred ones, in the order in which they are tried. */
export function dialectsFor(backend: Backend, asked: Asked): readonly Dialect[] {
  const { choices = {}, preferred } = backend;
  const { dialect: forced, prefer = '' } = asked;
  const names = forced === undefined ? (choices[prefer] ?? preferred) : (choices[forced] ?? [forced]);
  return names.flatMap(name => backend.dialects.find(each => each.name === name) ?? []);
}

/** Of a choice of dialects the first, which was asked for by name; undefined where the user leaves it to the target. */
export function choiceOf(backend: Backend, asked: Asked): Dialect | undefined {
  const isChoice = Object.hasOwn(backend.choices ?? {}, asked.dialect ?? asked.prefer ?? '');
  return isChoice ? dialectsFor(backend, asked)[0] : undefined;
}

/** What may stand after a target's colon: its dialects, each after the choices that begin with it. */
export function formsOf({ dialects, choices = {} }: Backend): readonly string[] {
  return dialects.flatMap(({ name }) => [
    ...Object.keys(choices).filter(choice => choices[choice]?.[0] === name),
    name,
  ]);
}

/** What a form of a target holds: of a choice, what the best of its dialects does. */
export function capabilitiesOf(backend: Backend, form: string): Capabilities {
  const [first, ...others] = dialectsFor(backend, { dialect: form });
  if (first === undefined) throw new RangeError(`${backend.target} has no form ${form}`);
  const held = Object.entries(first.capabilities) as [Feature, Capability][];
  return Object.fromEntries(
    held.map(([feature, own]) => [
      feature,
      [own, ...others.map(other => other.capabilities[feature])].reduce(better),
    ]),
  ) as Capabilities;
}

function better(one: Capability, other: Capability): Capability {
  return ranks.indexOf(other.kind) < ranks.indexOf(one.kind) ? other : one;
}

const ranks: readonly Capability['kind'][] = ['exact', 'rewritten', 'approximate', 'refused'];
