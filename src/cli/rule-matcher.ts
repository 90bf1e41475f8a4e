import { compilePredicate, type EventData, RuleSet } from '../evaluate/index.ts';
import type { Predicate } from '../ir/index.ts';

export interface MatchedRule<Id> {
  readonly id: Id;
  readonly predicate: Predicate;
}

/** Many rules over many events. A rule in which a defect of ours comes up is told of once and left out from then on. */
export class RuleMatcher<Id> {
  readonly #crashed: (id: Id, error: unknown) => void;
  #rules: readonly MatchedRule<Id>[];
  #set: RuleSet<Id> | undefined;

  constructor(rules: readonly MatchedRule<Id>[], crashed: (id: Id, error: unknown) => void) {
    this.#rules = rules;
    this.#crashed = crashed;
  }

  /** The ids of the rules that match, in the order in which they were given. */
  match(event: EventData): readonly Id[] {
    for (;;) {
      try {
        this.#set ??= new RuleSet(this.#rules);
        return this.#set.match(event);
      } catch (error) {
        if (!this.#leaveOutCulprits(event)) throw error;
      }
    }
  }

  /** Each rule is tried by itself; whether one was at fault. */
  #leaveOutCulprits(event: EventData): boolean {
    const sound = this.#rules.filter(rule => {
      try {
        compilePredicate(rule.predicate)(event);
        return true;
      } catch (error) {
        this.#crashed(rule.id, error);
        return false;
      }
    });
    const found = sound.length < this.#rules.length;
    this.#rules = sound;
    this.#set = undefined;
    return found;
  }
}
