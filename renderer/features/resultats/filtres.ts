import type { LigneResultat, StabiliteDossier } from '../../../shared/contract/resultats.ts';
import { LIBELLES_NIVEAU_SCOLAIRE } from '../../../shared/domaine/libelles.ts';
import { type Filtre, type Filtres, useFiltresDAdresse } from '../../filtres.ts';
import { ASPECTS_PILE } from '../../ui/Badge.tsx';

const NON_DIT = 'Non renseigné';

export const LIBELLES_PARCOURS: Readonly<Record<LigneResultat['parcours'], string>> = {
  nouveau: 'Nouveau',
  renouvellement: 'Renouvellement',
  sans_reference: 'Sans campagne antérieure',
};

/** La ligne du classement, une fois sa stabilité connue. */
export type LigneClassee = LigneResultat & { readonly stabilite: StabiliteDossier | null };

export function direPile({ pile }: Pick<LigneResultat, 'pile'>): string {
  return pile === null ? 'Sans note' : ASPECTS_PILE[pile].libelle;
}

export const LIBELLES_STABILITE: Readonly<Record<StabiliteDossier['stabilite'], string>> = {
  stable: 'Stable',
  mobile: 'Mobile',
  fragile: 'Fragile',
};

const FILTRES: readonly Filtre<LigneClassee>[] = [
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

/** Les filtres du classement. */
export function useFiltres(toutes: readonly LigneClassee[]): Filtres<LigneClassee> {
  return useFiltresDAdresse(FILTRES, toutes);
}
