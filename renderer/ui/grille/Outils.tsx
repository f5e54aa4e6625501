import { Menu, Popover } from '@mantine/core';
import { useState } from 'react';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { Bouton } from '../Bouton.tsx';
import { CaseACocher, ChampTexte } from '../Champs.tsx';
import { Icone } from '../Icone.tsx';
import type { PoigneeGrille } from './use-grille.ts';

interface Props<L> {
  readonly grille: PoigneeGrille<L>;
}

/** Filtre rapide : tous les mots, dans n’importe quelle colonne, sans accents. */
export function RechercheGrille<L>({
  grille,
  exemple = 'Filtrer la liste…',
}: Props<L> & { readonly exemple?: string }) {
  return (
    <label className="recherche">
      <Icone nom="chercher" taille={14} />
      <span className="invisible">Filtrer la liste</span>
      <input
        type="search"
        value={grille.recherche}
        placeholder={exemple}
        onChange={(evenement) => grille.chercher(evenement.currentTarget.value)}
        onKeyDown={(evenement) => {
          if (evenement.key === 'Escape') grille.chercher('');
        }}
      />
    </label>
  );
}

/** Choix des colonnes, celles que l’on fige à gauche, et retour aux colonnes de départ. */
export function ColonnesGrille<L>({ grille }: Props<L>) {
  const { colonnes } = grille;
  const visibles = colonnes.filter(({ visible }) => visible).length;
  return (
    <Popover position="bottom-end" trapFocus withRoles>
      <Popover.Target>
        <button type="button" className="btn btn-discret btn-petite">
          <Icone nom="colonnes" taille={14} />
          {`Colonnes (${formaterEntier(visibles)} sur ${formaterEntier(colonnes.length)})`}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="choix-colonnes" aria-label="Choix des colonnes">
        <ul>
          {colonnes.map(({ code, titre, visible, figee }) => (
            <li key={code}>
              <CaseACocher libelle={titre} valeur={visible} onChange={(choix) => grille.montrer(code, choix)} />
              <button
                type="button"
                className="lien t11"
                aria-pressed={figee}
                aria-label={`Figer la colonne ${titre}`}
                onClick={() => grille.figer(code, !figee)}
              >
                {figee ? 'figée' : 'figer'}
              </button>
            </li>
          ))}
        </ul>
        <Bouton taille="petite" onClick={grille.reinitialiser}>
          Colonnes de départ
        </Bouton>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Vues nommées : en garder une, y revenir, l’oublier. */
export function VuesGrille<L>({ grille }: Props<L>) {
  const [ouvert, setOuvert] = useState(false);
  const [nom, setNom] = useState('');
  function garder() {
    if (nom.trim() === '') return;
    grille.garder(nom.trim());
    setNom('');
    setOuvert(false);
  }
  return (
    <>
      {grille.vues.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <button type="button" className="btn btn-discret btn-petite">
              Mes vues
              <Icone nom="bas" taille={12} />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {grille.vues.map((vue) => (
              <Menu.Item key={vue.nom} onClick={() => grille.appliquer(vue)}>
                {vue.nom}
              </Menu.Item>
            ))}
            <Menu.Divider />
            {grille.vues.map((vue) => (
              <Menu.Item key={vue.nom} className="al" onClick={() => grille.oublier(vue.nom)}>
                {`Oublier « ${vue.nom} »`}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Popover position="bottom-end" opened={ouvert} onChange={setOuvert} trapFocus>
        <Popover.Target>
          <button type="button" className="btn btn-discret btn-petite" onClick={() => setOuvert(!ouvert)}>
            <Icone nom="ajouter" taille={12} />
            Garder cette vue
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <form
            className="rangee garder-vue"
            onSubmit={(evenement) => {
              evenement.preventDefault();
              garder();
            }}
          >
            <ChampTexte libelle="Nom de la vue" valeur={nom} onChange={setNom} longueurMax={60} focusInitial />
            <Bouton type="submit" genre="principal">
              Garder
            </Bouton>
          </form>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
