/** Whether a name of Elastic's has the position of an element in it: `target_resources.0.type`. */
export function hasPosition(name: string): boolean {
  return /\.\d+(?:\.|$)/.test(name);
}

/** The name for the elements at any position: `target_resources.*.type`. */
export function atAnyPosition(name: string): string {
  return name.replaceAll(/\.\d+(?=\.|$)/g, '.*');
}
