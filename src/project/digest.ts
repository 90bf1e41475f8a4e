import { hash } from 'node:crypto';

/** Of a text; short enough for a line of the lock, and long enough that two texts never have one. */
export function digestOf(text: string | Uint8Array): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}
