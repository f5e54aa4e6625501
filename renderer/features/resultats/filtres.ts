import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { LigneResultat, StabiliteDossier } from '../../../shared/contract/resultats.ts';
import { comparerFrancais, LIBELLES_NIVEAU_SCOLAIRE } from '../../../shared/domaine/libelles.ts';
import { ASPECTS_PILE } from '../../ui/Badge.tsx';

const NON_DIT = 'Non renseigné';

export const LIBELLES_PARCOURS: Readonly<Record<LigneResultat['parcours'], string>> = {
  nouveau: 'Nouveau',
  renouvellement: 'Renouvellement',
  sans_reference: 'Sans campagne antérieure',
};

/** La ligne du classement, une fois sa stabilité connue. */
export type LigneClassee = LigneResultat & { readonly stabilite: StabiliteDossier | null };

interface Filtre {
  readonly code: string;
  readonly libelle: string;
  /** Les valeurs d’une ligne, en toutes lettres. */
  readonly valeurs: (ligne: LigneClassee) => readonly string[];
}

export function direPile({ pile }: Pick<LigneResultat, 'pile'>): string {
  return pile === null ? 'Sans note' : ASPECTS_PILE[pile].libelle;
}

export const LIBELLES_STABILITE: Readonly<Record<StabiliteDossier['stabilite'], string>> = {
  stable: 'Stable',
  mobile: 'Mobile',
  fragile: 'Fragile',
};

const FILTRES: readonly Filtre[] = [
  { code: 'territoire', libelle: 'Territoire', valeurs: (l) => [l.territoire ?? NON_DIT] },
  {
    code: 'niveau',
    libelle: 'Niveau',
    valeurs: (l) => l.niveaux.map(({ niveau }) => (niveau === null ? NON_DIT : LIBELLES_NIVEAU_SCOLAIRE[niveau])),
  },
  { code: 'qpv', libelle: 'QPV', valeurs: (l) => [l.qpv === null ? NON_DIT : l.qpv ? 'En QPV' : 'Hors QPV'] },
  { code: 'parcours', libelle: 'Parcours', valeurs: (l) => [LIBELLES_PARCOURS[l.parcours]] },
  { code: 'pile', libelle: 'Pile', valeurs: (l) => [direPile(l)] },
  {
    code: 'stabilite',
    libelle: 'Stabilité',
    valeurs: ({ stabilite }) => [stabilite === null ? 'Sans rang' : LIBELLES_STABILITE[stabilite.stabilite]],
  },
];

interface EtatFiltre extends Filtre {
  readonly choisies: readonly string[];
  readonly possibles: readonly { readonly valeur: string; readonly nombre: number }[];
}

interface Resultat {
  readonly filtres: readonly EtatFiltre[];
  readonly choisir: (code: string, valeurs: readonly string[]) => void;
  readonly effacer: () => void;
  readonly lignes: readonly LigneClassee[];
}

function compter(lignes: readonly LigneClassee[], valeurs: Filtre['valeurs']): EtatFiltre['possibles'] {
  const comptes = new Map<string, number>();
  for (const ligne of lignes)
    for (const valeur of new Set(valeurs(ligne))) comptes.set(valeur, (comptes.get(valeur) ?? 0) + 1);
  return [...comptes]
    .map(([valeur, nombre]) => ({ valeur, nombre }))
    .toSorted((a, b) => comparerFrancais(a.valeur, b.valeur));
}

/** Les filtres du classement, gardés dans l’adresse : le retour en arrière et un lien copié les retrouvent. */
export function useFiltres(toutes: readonly LigneClassee[]): Resultat {
  const [params, setParams] = useSearchParams();
  const requete = params.toString();
  const filtres = FILTRES.map((filtre) => ({
    ...filtre,
    choisies: params.getAll(filtre.code),
    possibles: compter(toutes, filtre.valeurs),
  }));
  const lignes = useMemo(() => {
    const demandes = new URLSearchParams(requete);
    return toutes.filter((ligne) =>
      FILTRES.every(({ code, valeurs }) => {
        const choisies = demandes.getAll(code);
        return choisies.length === 0 || valeurs(ligne).some((valeur) => choisies.includes(valeur));
      }),
    );
  }, [toutes, requete]);
  return {
    filtres,
    choisir: (code, valeurs) =>
      setParams((avant) => {
        avant.delete(code);
        for (const valeur of valeurs) avant.append(code, valeur);
        return avant;
      }),
    effacer: () =>
      setParams((avant) => {
        for (const { code } of FILTRES) avant.delete(code);
        return avant;
      }),
    lignes,
  };
}
