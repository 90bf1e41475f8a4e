import table from './attack-objects.json' with { type: 'json' };

/** What ATT&CK has ids of beside tactics and techniques. */
export type AttackObjectKind = 'group' | 'software' | 'mitigation' | 'campaign' | 'data source';

export interface AttackObject {
  readonly kind: AttackObjectKind;
  /** Whether the table has the id, that of an object which was revoked too. */
  readonly isKnown: boolean;
  /** What took the place of one that was revoked. */
  readonly instead?: { readonly id: string; readonly name: string };
}

const kinds: Readonly<Record<string, AttackObjectKind>> = {
  G: 'group',
  S: 'software',
  M: 'mitigation',
  C: 'campaign',
  DS: 'data source',
};

/** The version of ATT&CK for enterprises that the table is of (https://attack.mitre.org/resources/versions/). */
export const attackObjectsVersion: string = table.version;

const revokedBy: Readonly<Record<string, readonly string[]>> = table.revokedBy;

/**
 * A group, software, mitigation, campaign or data source, by its id in any case; undefined for an id of another form. The numbers of
 * each kind are kept as ranges. © The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE
 * Corporation (https://attack.mitre.org/resources/legal-and-branding/terms-of-use/).
 */
export function attackObject(written: string): AttackObject | undefined {
  const id = written.toUpperCase();
  const [, letters = '', digits = ''] = /^([GSMC]|DS)(\d{4})$/.exec(id) ?? [];
  const kind = kinds[letters];
  if (kind === undefined) return undefined;
  const [successor, name] = Object.hasOwn(revokedBy, id) ? (revokedBy[id] ?? []) : [];
  const instead = successor === undefined || name === undefined ? {} : { instead: { id: successor, name } };
  return {
    kind,
    isKnown: rangesOf(letters).some(([from, to]) => from <= +digits && +digits <= to),
    ...instead,
  };
}

function rangesOf(letters: string): readonly (readonly [number, number])[] {
  const ids: Readonly<Record<string, string>> = table.ids;
  return (ids[letters] ?? '').split(' ').map(range => {
    const [from = '', to = from] = range.split('-');
    return [Number(from), Number(to)];
  });
}
