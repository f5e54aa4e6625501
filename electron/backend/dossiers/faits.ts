import type { LigneCollectif, LigneDossierBase, LigneReponse } from '../../../db/queries/dossiers.ts';
import type { AnalyseBudget } from '../../../shared/domaine/budget.ts';
import { CHAMPS } from '../../../shared/domaine/champs.ts';
import type { FaitsDossier } from '../../../shared/domaine/conditions.ts';
import { etatsDuDossier, faitsDesPieces, type RelevePieces } from '../pieces/etats.ts';

/** Réponses d’un dossier par code de champ ; la première non vide gagne (colonnes en double des exports). */
export function valeursParChamp(reponses: readonly LigneReponse[]): Map<string, string> {
  const valeurs = new Map<string, string>();
  for (const r of reponses) {
    if (r.champ !== null && r.collectifRang === null && !valeurs.has(r.champ)) valeurs.set(r.champ, r.valeur);
  }
  return valeurs;
}

/** Les champs dont les conditions se servent. */
export const CHAMPS_DES_FAITS: readonly string[] = [
  ...CHAMPS.filter((c) => c.type === 'piece').map((c) => c.code),
  'horsTempsScolaire',
  'dimensions',
  'participationFamilles',
  'diplomeCoordinateur',
  'placeParents',
  'rencontresFamilles',
  'lienEcole',
  'etablissements',
  'locauxAdaptes',
  'descriptionLocaux',
  'tempsCollectifs',
  'tempsIndividuels',
  'engagementCharte',
  'engagementLaicite',
  'aideAuxDevoirsSeule',
];

interface Sources {
  readonly dossier: LigneDossierBase;
  readonly collectifs: readonly LigneCollectif[];
  readonly reponses: readonly LigneReponse[];
  readonly budget: AnalyseBudget;
  readonly dateLimite: string;
  readonly participationSymboliqueCentimes: number | null;
  readonly pieces: RelevePieces;
}

/** Ce que le dossier dit, sans jugement : null partout où il ne dit rien. */
export function rassemblerFaits(sources: Sources): FaitsDossier {
  const valeurs = valeursParChamp(sources.reponses);
  const texte = (champ: string): string | null => valeurs.get(champ) ?? null;
  const ouiNon = (champ: string): boolean | null => {
    const valeur = valeurs.get(champ);
    return valeur === 'oui' ? true : valeur === 'non' ? false : null;
  };
  const participation = valeurs.get('participationFamilles');
  return {
    deposeLe: sources.dossier.deposeLe?.slice(0, 10) ?? null,
    dateLimite: sources.dateLimite,
    pieces: faitsDesPieces(etatsDuDossier(sources.pieces, sources.dossier.id, valeurs)),
    collectifs: sources.collectifs.map((c) => ({
      libelle: lettre(c.rang),
      niveau: c.niveau,
      effectif: c.effectif,
      adultes: c.adultes,
    })),
    horsTempsScolaire: ouiNon('horsTempsScolaire'),
    dimensions: texte('dimensions')?.split(/,\s*/) ?? null,
    participationFamillesCentimes: participation === undefined ? null : Number(participation),
    participationSymboliqueCentimes: sources.participationSymboliqueCentimes,
    diplomeCoordinateur: texte('diplomeCoordinateur'),
    placeParents: texte('placeParents'),
    rencontresFamilles: texte('rencontresFamilles'),
    lienEcole: texte('lienEcole'),
    etablissements: texte('etablissements'),
    locauxAdaptes: ouiNon('locauxAdaptes'),
    descriptionLocaux: texte('descriptionLocaux'),
    tempsCollectifs: ouiNon('tempsCollectifs'),
    tempsIndividuels: ouiNon('tempsIndividuels'),
    engagementCharte: ouiNon('engagementCharte'),
    engagementLaicite: ouiNon('engagementLaicite'),
    aideAuxDevoirsSeule: ouiNon('aideAuxDevoirsSeule'),
    budget: sources.budget,
  };
}

/** 1 → « A », 27 → « AA » : le nom court d’un collectif dans son dossier. */
export function lettre(rang: number): string {
  let lettres = '';
  for (let n = rang; n > 0; n = Math.floor((n - 1) / 26)) lettres = String.fromCharCode(65 + ((n - 1) % 26)) + lettres;
  return lettres;
}
