/** Whether a path (with `/`) is one of a glob: `*` and `?` within a folder, `**` over folders, `{a,b}` either. */
export function globMatcher(glob: string): (path: string) => boolean {
  const alternatives = expandBraces(glob.replace(/^\.\//, ''));
  const patterns = alternatives.map(each => new RegExp(`^${globPattern(each)}$`, 'u'));
  return path => patterns.some(pattern => pattern.test(path));
}

/** Whether a path of the configuration is more than the name of a file or folder. */
export function isGlob(path: string): boolean {
  return /[*?{]/.test(path);
}

/** Whether a file is one of a glob, or of what a path without a sign names: itself, or what lies below it. */
export function pathMatcher(path: string): (file: string) => boolean {
  if (isGlob(path)) return globMatcher(path);
  const folder = path.replace(/^(?:\.\/)+|\/+$/g, '');
  return file => folder === '.' || folder === '' || file === folder || file.startsWith(`${folder}/`);
}

/** Whether a file lies below a folder of a glob. */
export function belowMatcher(glob: string): (file: string) => boolean {
  const matches = globMatcher(glob.replace(/\/+$/, ''));
  return file => {
    const parts = file.split('/');
    return parts.some((_, at) => at > 0 && matches(parts.slice(0, at).join('/')));
  };
}

/** The folder that holds all that a glob may match: what comes before its first part with a sign. */
export function globFolder(glob: string): string {
  const parts = glob.split('/');
  const first = parts.findIndex(isGlob);
  return parts.slice(0, first === -1 ? parts.length : first).join('/') || '.';
}

const mostAlternatives = 256;

function expandBraces(glob: string): readonly string[] {
  const waiting = [glob];
  const done: string[] = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const found = /\{([^{}]*)\}/.exec(next);
    if (found === null || done.length + waiting.length >= mostAlternatives) done.push(next);
    else
      for (const option of (found[1] ?? '').split(','))
        waiting.push(next.slice(0, found.index) + option + next.slice(found.index + found[0].length));
  }
  return done;
}

/** `** /` is any number of folders, none too; the signs of a regex lose their meaning. */
function globPattern(glob: string): string {
  return glob
    .split('/')
    .map((part, at, parts) => {
      const isLast = at === parts.length - 1;
      if (part === '**') return isLast ? '.*' : '(?:[^/]+/)*';
      return partPattern(part) + (isLast ? '' : '/');
    })
    .join('');
}

function partPattern(part: string): string {
  return [...part.replaceAll(/\*+/g, '*')]
    .map(character =>
      character === '*'
        ? '[^/]*'
        : character === '?'
          ? '[^/]'
          : character.replace(/[\\^$.|+()[\]{}]/u, '\\$&'),
    )
    .join('');
}

/** Names with `*` for any characters, letters in either case. */
export function nameMatcher(patterns: readonly string[]): (name: string) => boolean {
  const regexes = patterns.map(
    pattern =>
      new RegExp(
        `^${pattern
          .split(/\*+/)
          .map(part => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'))
          .join('.*')}$`,
        'iu',
      ),
  );
  return name => regexes.some(regex => regex.test(name));
}
