import { Menubar } from '@mantine/core';
import { type ArticleMenu, articlesMenu } from './Menus.tsx';

export interface MenuDeBarre {
  readonly titre: string;
  readonly articles: readonly ArticleMenu[];
}

/** Barre de menus : flèches d’un menu à l’autre, comme sur le bureau. */
export function BarreDeMenus({ menus, libelle }: { readonly menus: readonly MenuDeBarre[]; readonly libelle: string }) {
  return (
    <Menubar className="barre-menus" aria-label={libelle}>
      {menus.map(({ titre, articles }) => (
        <Menubar.Menu key={titre} width={270}>
          <Menubar.Target>{titre}</Menubar.Target>
          <Menubar.Dropdown>{articlesMenu(articles)}</Menubar.Dropdown>
        </Menubar.Menu>
      ))}
    </Menubar>
  );
}
