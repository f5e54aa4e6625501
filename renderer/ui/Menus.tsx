import { Menu, Tooltip } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Icone, type NomIcone } from './Icone.tsx';
import { Kbd } from './Kbd.tsx';

export interface ArticleMenu {
  readonly code: string;
  readonly libelle: ReactNode;
  readonly icone?: NomIcone | undefined;
  readonly raccourci?: string | undefined;
  readonly inactif?: boolean;
  /** Coché ou non ; indéfini : pas de coche. */
  readonly coche?: boolean | undefined;
  /** Trait avant l’article. */
  readonly trait?: boolean;
  readonly danger?: boolean;
  readonly executer: () => void;
}

function Article({ article }: { readonly article: ArticleMenu }) {
  const { libelle, icone, raccourci, inactif = false, coche, danger, executer } = article;
  const droite = raccourci === undefined ? null : <Kbd touches={raccourci} />;
  if (coche !== undefined)
    return (
      <Menu.CheckboxItem
        checked={coche}
        closeMenuOnClick
        disabled={inactif}
        checkIcon={<Icone nom="coche" />}
        rightSection={droite}
        onChange={executer}
      >
        {libelle}
      </Menu.CheckboxItem>
    );
  return (
    <Menu.Item
      disabled={inactif}
      leftSection={<span className="menu-icone">{icone && <Icone nom={icone} />}</span>}
      rightSection={droite}
      {...(danger === true ? { className: 'al' } : {})}
      onClick={executer}
    >
      {libelle}
    </Menu.Item>
  );
}

/** Articles d’un menu, à poser dans un menu de Mantine. */
export function articlesMenu(articles: readonly ArticleMenu[]): ReactElement[] {
  return articles.flatMap((article) => {
    const element = <Article key={article.code} article={article} />;
    return article.trait === true ? [<Menu.Divider key={`trait-${article.code}`} />, element] : [element];
  });
}

const AUCUN: readonly ArticleMenu[] = [];

interface Props {
  /** Le bouton qui ouvre. */
  readonly cible: ReactElement;
  readonly articles?: readonly ArticleMenu[];
  /** À la place des articles : un contenu libre (cases à cocher, champ). */
  readonly children?: ReactNode;
  readonly aligne?: 'gauche' | 'droite';
  readonly largeur?: number;
  /** Reste ouvert quand on choisit. */
  readonly persistant?: boolean;
}

/** Menu déroulant d’un bouton. */
export function MenuDeroulant({ cible, articles = AUCUN, children, aligne = 'gauche', largeur, persistant }: Props) {
  return (
    <Menu
      position={aligne === 'droite' ? 'bottom-end' : 'bottom-start'}
      closeOnItemClick={persistant !== true}
      {...(largeur === undefined ? {} : { width: largeur })}
    >
      <Menu.Target>{cible}</Menu.Target>
      <Menu.Dropdown>{children ?? articlesMenu(articles)}</Menu.Dropdown>
    </Menu>
  );
}

/** Info-bulle au survol et au focus ; la cible doit pouvoir recevoir une `ref`. */
export function Infobulle({ texte, children }: { readonly texte: ReactNode; readonly children: ReactElement }) {
  return (
    <Tooltip label={texte} multiline maw={320} events={{ hover: true, focus: true, touch: false }}>
      {children}
    </Tooltip>
  );
}
