import { portableName } from '../portable-name.ts';
import { filesOnly, type LayPack } from './pack-layout.ts';

/** A file a rule, in the folders of its source. */
export const laySigma: LayPack = ({ items }) =>
  filesOnly(
    items.flatMap(({ key, path, documents }) => {
      const folder = path
        .split('/')
        .slice(0, -1)
        .filter(part => part !== '..')
        .map(portableName);
      return documents.map(each => ({ key, file: [...folder, each.path].join('/'), text: each.text }));
    }),
  );
