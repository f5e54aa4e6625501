import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { LigneDossier } from '../../../shared/contract/dossiers.ts';
import { LIBELLES_NIVEAU_SCOLAIRE } from '../../../shared/domaine/libelles.ts';
import { type EtatFiltre, type Filtre, useFiltresDAdresse } from '../../filtres.ts';
import { ASPECTS_ETAT_DOSSIER } from '../../ui/Badge.tsx';
import { direPile } from './colonnes-dossiers.tsx';

export const VUES = [
  ['tous', 'Tous', () => true],
  ['a_etudier', 'À étudier', (l) => l.etat === 'a_etudier'],
  ['en_lecture', 'En lecture', (l) => l.etat === 'en_lecture'],
  ['a_debattre', 'À débattre', (l) => l.pile === 'a_debattre'],
  ['anomalies', 'Avec anomalies', (l) => l.anomalies > 0],
  ['modifies', 'À relire', (l) => l.modifieDepuisLecture],
  ['a_harmoniser', 'À harmoniser', (l) => l.aHarmoniser],
  ['absents', 'Absents du fichier', (l) => l.absentDepuis !== null],
  ['demande', 'Demande supérieure au droit', (l) => l.demandeCentimes !== null && l.demandeCentimes > l.droitCentimes],
] as const satisfies readonly (readonly [string, string, (ligne: LigneDossier) => boolean])[];
export type CodeVue = (typeof VUES)[number][0];
const RARES: ReadonlySet<CodeVue> = new Set(['modifies', 'a_harmoniser', 'absents']);

const NON_DIT = 'Non renseigné';

export const FILTRES: readonly Filtre<LigneDossier>[] = [
  { code: 'territoire', libelle: 'Territoire', valeurs: (l) => [l.territoire ?? NON_DIT] },
  {
    code: 'niveau',
    libelle: 'Niveau',
    valeurs: (l) => l.niveaux.map(({ niveau }) => (niveau === null ? NON_DIT : LIBELLES_NIVEAU_SCOLAIRE[niveau])),
  },
  { code: 'pile', libelle: 'Pile', valeurs: (l) => [direPile(l)] },
  { code: 'etat', libelle: 'État', valeurs: (l) => [ASPECTS_ETAT_DOSSIER[l.etat].libelle] },
  { code: 'lecteur', libelle: 'Lecteur', valeurs: (l) => (l.lecteurs.length === 0 ? ['Aucun'] : l.lecteurs) },
];

interface Resultat {
  readonly vue: CodeVue;
  readonly choisirVue: (vue: CodeVue) => void;
  readonly vues: readonly { readonly code: CodeVue; readonly libelle: string; readonly nombre: number }[];
  readonly filtres: readonly EtatFiltre<LigneDossier>[];
  readonly choisir: (code: string, valeurs: readonly string[]) => void;
  /** La requête de l’adresse, à garder avec une vue nommée. */
  readonly requete: string;
  readonly remplacer: (requete: string) => void;
  readonly lignes: readonly LigneDossier[];
}

/** Onglet et filtres de la liste, gardés dans l’adresse : le retour en arrière les retrouve. */
export function useFiltres(toutes: readonly LigneDossier[]): Resultat {
  const [params, setParams] = useSearchParams();
  const requete = params.toString();
  const [vue, , deLaVue] = VUES.find(([code]) => code === params.get('vue')) ?? VUES[0];
  const { filtres, choisir, lignes: filtrees } = useFiltresDAdresse(FILTRES, toutes);
  const lignes = useMemo(() => filtrees.filter(deLaVue), [filtrees, deLaVue]);
  return {
    vue,
    choisirVue: (code) =>
      setParams((avant) => {
        if (code === 'tous') avant.delete('vue');
        else avant.set('vue', code);
        return avant;
      }),
    vues: VUES.map(([code, libelle, garder]) => ({ code, libelle, nombre: toutes.filter(garder).length })).filter(
      // Ce qui est à revoir est rare : son onglet ne prend de place que s’il y en a.
      ({ code, nombre }) => nombre > 0 || code === vue || !RARES.has(code),
    ),
    filtres,
    choisir,
    requete,
    remplacer: (nouvelle) => setParams(new URLSearchParams(nouvelle)),
    lignes,
  };
}
