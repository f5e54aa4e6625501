import type { DifferenceImport } from '../../../shared/contract/imports.ts';
import { Badge } from '../../ui/Badge.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Signe } from '../../ui/Signe.tsx';
import { AdresseCourte } from './AdresseCourte.tsx';
import { Decision } from './Decision.tsx';
import { choixDe } from './decisions.ts';
import { ASPECTS_NATURE } from './libelles-import.ts';
import type { SuiviImport } from './suivi-import.ts';

const VIDE = '(vide)';

function Long({ texte }: { readonly texte: string }) {
  return (
    <span className="elide" title={texte}>
      {texte}
    </span>
  );
}

function changement({ avant, apres }: DifferenceImport): string {
  return avant === null && apres === null ? '' : `${avant ?? VIDE} → ${apres ?? VIDE}`;
}

function Changement({ avant, apres }: DifferenceImport) {
  if (avant === null && apres === null) return null;
  return (
    <span className="rangee serree" title={`Dans la base : ${avant ?? VIDE}\nDans le fichier : ${apres ?? VIDE}`}>
      <s className="encre3 elide">{avant ?? VIDE}</s>
      <span aria-label="devient">→</span>
      <span className="g5 elide">{apres ?? VIDE}</span>
    </span>
  );
}

/** Colonnes des différences ; `plusieurs` : le nom du fichier compte, il y en a plus d’un. */
export function colonnesDifferences(
  suivi: SuiviImport,
  plusieurs: boolean,
): readonly ColonneGrille<DifferenceImport>[] {
  return [
    {
      code: 'nature',
      titre: 'Nature',
      largeur: 150,
      valeur: ({ nature, dejaLu }) => `${ASPECTS_NATURE[nature].libelle}${dejaLu ? ', déjà lu' : ''}`,
      rendu: ({ nature, dejaLu }) => {
        const { libelle, ton, signe } = ASPECTS_NATURE[nature];
        return (
          <span className="rangee serree">
            <Badge ton={ton} signe={signe}>
              {libelle}
            </Badge>
            {dejaLu && (
              <span
                className="import-lu att"
                title="Un agent a déjà lu ce dossier : remplacé, il sera marqué « modifié depuis la lecture »."
              >
                <Signe nom="attention" taille={12} />
                déjà lu
              </span>
            )}
          </span>
        );
      },
    },
    {
      code: 'numero',
      titre: 'N°',
      titreLong: 'Numéro du dossier',
      largeur: 76,
      cachee: true,
      valeur: (l) => l.numero,
      attenue: true,
    },
    {
      code: 'structure',
      titre: 'Structure',
      largeur: 172,
      valeur: (l) => l.raisonSociale,
      graisse: 'm',
      rendu: (l) => <Long texte={l.raisonSociale} />,
    },
    { code: 'commune', titre: 'Commune', largeur: 118, valeur: (l) => l.commune },
    { code: 'territoire', titre: 'Intercommunalité', largeur: 160, cachee: true, valeur: (l) => l.territoire },
    {
      code: 'champ',
      titre: 'Champ',
      valeur: (l) => l.champ,
      attenue: true,
      largeurMin: 120,
      rendu: (l) => <Long texte={l.champ} />,
    },
    {
      code: 'changement',
      titre: 'Base → fichier',
      largeur: 196,
      valeur: changement,
      rendu: (ligne) => <Changement {...ligne} />,
    },
    {
      code: 'cellule',
      titre: 'Cellule',
      largeur: 106,
      valeur: (l) => l.adresse,
      rendu: ({ adresse }) => adresse !== null && <AdresseCourte adresse={adresse} />,
    },
    {
      code: 'fichier',
      titre: 'Fichier',
      largeur: 118,
      cachee: !plusieurs,
      valeur: (l) => l.fichier,
      attenue: true,
      rendu: (l) => <Long texte={l.fichier} />,
    },
    {
      code: 'decision',
      titre: 'Décision',
      largeur: 144,
      valeur: (ligne) => {
        const code = choixDe(ligne, suivi.lire().decisions);
        return ligne.choix.find((choix) => choix.code === code)?.libelle ?? 'À choisir';
      },
      rendu: (ligne) => <Decision difference={ligne} suivi={suivi} />,
    },
  ];
}
