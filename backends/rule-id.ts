import type { Metadata } from '../src/ir/index.ts';
import { sha1 } from './sha1.ts';

/** As Sigma and Elastic want ids. */
export const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of a rule for Elastic, which keeps its own whatever they are. */
export function ruleId(metadata: Metadata): string {
  const { id, vendor } = metadata;
  return id !== undefined && vendor === 'elastic' ? id : uuidOf(metadata);
}

/** The rule's own id where it is a UUID, else one made of the rule's identity by name (version 5, RFC 9562). */
export function uuidOf({ id, vendor, name, title }: Metadata): string {
  if (id !== undefined && uuid.test(id)) return id.toLowerCase();
  return uuidOfName(`urn:ruleglot:rule:${vendor}:${id ?? name ?? title}`);
}

/** The id of a document that a rule with this id needs beside its own. */
export function uuidOfPart(id: string, part: string): string {
  return uuidOfName(`urn:ruleglot:rule:${id.toLowerCase()}#${part}`);
}

/** The RFC's namespace for addresses. */
const namespace = [107, 167, 184, 17, 157, 173, 17, 209, 128, 180, 0, 192, 79, 212, 48, 200];

function uuidOfName(name: string): string {
  const digest = sha1(Uint8Array.from([...namespace, ...new TextEncoder().encode(name)]));
  const hex = [...digest.slice(0, 16)].map((byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x50 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  });
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)]
    .map(part => part.join(''))
    .join('-');
}
