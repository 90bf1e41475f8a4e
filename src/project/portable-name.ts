/** What Windows takes for no name of a folder, or for that of a device: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const strange = /[<>:"\\|?*\p{Cc}]|[. ]+$/gu;
const device = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?=\.|$)/i;

/** The name of a folder as every system takes it: with `_` in the place of what some do not take. */
export function portableName(name: string): string {
  return name.replaceAll(strange, '_').replace(device, '$&_');
}
