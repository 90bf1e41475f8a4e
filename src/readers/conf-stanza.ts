import type { ConfStanza } from './conf-text.ts';

/** The settings of a stanza; the last of a name counts, and those of `default` stand where it has none. */
export class Stanza {
  readonly name: string;
  readonly own: ReadonlyMap<string, ConfStanza['settings'][number]>;
  readonly #all: ReadonlyMap<string, ConfStanza['settings'][number]>;

  constructor(stanza: ConfStanza, defaults: ConfStanza | undefined) {
    this.name = stanza.name;
    this.own = new Map(stanza.settings.map(each => [each.key, each]));
    this.#all = new Map([...(defaults?.settings ?? []), ...stanza.settings].map(each => [each.key, each]));
  }

  setting(key: string): ConfStanza['settings'][number] | undefined {
    return this.#all.get(key);
  }

  /** Absent where it is not set, or set to nothing. */
  text(key: string): string | undefined {
    return this.setting(key)?.text.text || undefined;
  }
}
