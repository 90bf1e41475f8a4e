import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type DataEntry, type DataMap, entryOf } from '../source/index.ts';

/** What a document of a collection comes to: a rule, nothing (a head), or an error. */
export interface Collected {
  readonly rule: DataMap | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The collections of Sigma 1, as pySigma 0.11 still reads them: keys of an `action: global` document are laid over every rule
 * after it, until the next one or `reset`; `repeat` lays its own keys over the rule before.
 */
export class SigmaCollection {
  #global: DataMap | undefined;
  #last: DataMap | undefined;

  /** Documents in their order. */
  next(document: DataMap): Collected {
    const action = entryOf(document, 'action');
    if (action === undefined)
      return this.rule(this.#global ? laidOver(document, this.#global) : document, []);
    const word = action.value.kind === 'scalar' ? action.value.written : '';
    const old = [diagnose('read/sigma-deprecated-action', { action: word }, action.value.span)];
    const rest = { ...document, entries: document.entries.filter(entry => entry !== action) };
    switch (word) {
      case 'global':
        this.#global = rest;
        this.#last = rest;
        return { rule: undefined, diagnostics: old };
      case 'reset':
        this.#global = undefined;
        return { rule: undefined, diagnostics: old };
      case 'repeat':
        return this.rule(this.#last ? laidOver(this.#last, rest) : rest, old);
      default: {
        const unknown = diagnose('read/sigma-unknown-action', { action: word }, action.value.span);
        return { rule: undefined, diagnostics: [unknown] };
      }
    }
  }

  private rule(rule: DataMap, diagnostics: readonly Diagnostic[]): Collected {
    this.#last = rule;
    return { rule, diagnostics };
  }
}

/** Maps are joined key by key; anything else is replaced. */
function laidOver(base: DataMap, over: DataMap): DataMap {
  const entries = new Map<string, DataEntry>(base.entries.map(entry => [entry.key.written, entry]));
  for (const entry of over.entries) {
    const below = entries.get(entry.key.written);
    const joined =
      below?.value.kind === 'map' && entry.value.kind === 'map'
        ? { ...entry, value: laidOver(below.value, entry.value) }
        : entry;
    entries.set(entry.key.written, joined);
  }
  return { kind: 'map', entries: [...entries.values()], span: base.span };
}
