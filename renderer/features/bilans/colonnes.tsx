import type { LigneBilan } from '../../../shared/contract/bilans.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { direEtatBilan } from '../../../shared/domaine/libelles-bilans.ts';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { EtatDuBilan } from './EtatDuBilan.tsx';

/** La dernière relance, et si elle est partie. */
function derniere(ligne: LigneBilan) {
  return ligne.relances.at(-1);
}

/** Un dossier agréé par ligne. */
export const COLONNES_BILANS: readonly ColonneGrille<LigneBilan>[] = [
  { code: 'numero', titre: 'N°', largeur: 82, valeur: (l) => l.numero, attenue: true, figee: true },
  { code: 'structure', titre: 'Structure', largeurMin: 170, valeur: (l) => l.structure, graisse: 'm' },
  { code: 'commune', titre: 'Commune', largeur: 116, valeur: (l) => l.commune },
  { code: 'territoire', titre: 'Territoire', largeur: 150, valeur: (l) => l.territoire, cachee: true },
  {
    code: 'etat',
    titre: 'État',
    largeur: 110,
    valeur: direEtatBilan,
    rendu: (l) => <EtatDuBilan bilan={l} />,
  },
  { code: 'recuLe', titre: 'Reçu le', genre: 'date', largeur: 86, valeur: (l) => l.recuLe },
  {
    code: 'collectifs',
    titre: 'Réalisés',
    titreLong: 'Collectifs réalisés sur collectifs agréés',
    largeur: 76,
    valeur: (l) => `${l.collectifsRealises ?? '–'} / ${l.collectifsAgrees}`,
  },
  { code: 'anomalies', titre: 'Anomalies', genre: 'entier', largeur: 80, valeur: (l) => l.anomalies || null },
  {
    code: 'agree',
    titre: 'Agréé €',
    genre: 'montant',
    largeur: 100,
    valeur: (l) => l.agreeCentimes,
    total: true,
  },
  {
    code: 'droit',
    titre: 'Droit réel €',
    titreLong: 'Droit réel : figé si le bilan est validé, sinon tel qu’il serait',
    genre: 'montant',
    largeur: 100,
    valeur: (l) => l.droitReelCentimes,
    total: true,
    graisse: 'g',
  },
  { code: 'relances', titre: 'Relances', genre: 'entier', largeur: 74, valeur: (l) => l.relances.length || null },
  {
    code: 'relanceDu',
    titre: 'Relancé le',
    genre: 'date',
    // La dernière : la barre de défilement peut en couvrir le bord.
    largeur: 104,
    valeur: (l) => (derniere(l) ? dateDe(derniere(l)?.instant ?? '') : null),
  },
  {
    code: 'envoyeeLe',
    titre: 'Envoyée le',
    genre: 'date',
    largeur: 86,
    valeur: (l) => derniere(l)?.envoyeeLe ?? null,
    cachee: true,
  },
  { code: 'origine', titre: 'Origine', largeur: 150, valeur: (l) => l.origine, cachee: true },
];
