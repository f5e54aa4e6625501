import type { LigneDeConvention } from '../../../shared/contract/conventions.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { ASPECTS_CONVENTION } from '../../conventions/libelles.ts';
import { Etat } from '../../ui/Badge.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { direASavoir } from './vues.ts';

function rendreEtat({ etat }: LigneDeConvention) {
  const { ton, signe, libelle } = ASPECTS_CONVENTION[etat];
  return (
    <Etat ton={ton} signe={signe}>
      {libelle}
    </Etat>
  );
}

export const COLONNES_CONVENTIONS: readonly ColonneGrille<LigneDeConvention>[] = [
  { code: 'dossier', titre: 'Dossier', largeur: 80, valeur: (l) => l.numeroDossier, attenue: true, figee: true },
  { code: 'structure', titre: 'Structure', largeurMin: 130, valeur: (l) => l.structure, graisse: 'm' },
  { code: 'commune', titre: 'Commune', largeur: 130, valeur: (l) => l.commune, cachee: true },
  {
    code: 'etat',
    titre: 'État',
    largeur: 96,
    valeur: (l) => ASPECTS_CONVENTION[l.etat].libelle,
    rendu: rendreEtat,
  },
  { code: 'numero', titre: 'Convention', largeur: 106, valeur: (l) => l.convention?.numero ?? null },
  {
    code: 'avenants',
    titre: 'Avenants',
    genre: 'entier',
    largeur: 76,
    valeur: (l) => l.avenants.length || null,
    cachee: true,
  },
  {
    code: 'collectifs',
    titre: 'Coll.',
    titreLong: 'Collectifs agréés',
    genre: 'entier',
    largeur: 56,
    valeur: (l) => l.collectifs,
    total: true,
    cachee: true,
  },
  {
    code: 'montant',
    titre: 'Agréé (€)',
    genre: 'montant',
    largeur: 100,
    valeur: (l) => l.montantCentimes,
    total: true,
  },
  { code: 'savoir', titre: 'À savoir', largeurMin: 120, valeur: (l) => direASavoir(l) || null },
  {
    code: 'envoyee',
    titre: 'Envoyée',
    genre: 'date',
    largeur: 82,
    valeur: (l) => l.convention?.envoyeeLe ?? null,
    cachee: true,
  },
  { code: 'signee', titre: 'Signée', genre: 'date', largeur: 100, valeur: (l) => l.convention?.signeeLe ?? null },
  {
    code: 'relances',
    titre: 'Relances',
    genre: 'entier',
    largeur: 76,
    valeur: (l) => l.relances.length || null,
    cachee: true,
  },
  {
    code: 'relance',
    titre: 'Relancée',
    genre: 'date',
    largeur: 86,
    valeur: (l) => (l.relances.at(-1) ? dateDe(l.relances.at(-1)?.instant ?? '') : null),
    cachee: true,
  },
  {
    code: 'signataire',
    titre: 'Signataire',
    largeur: 160,
    valeur: (l) => l.convention?.signataire ?? null,
    cachee: true,
  },
  { code: 'courriel', titre: 'Courriel', largeur: 190, valeur: (l) => l.courriel, cachee: true },
];
