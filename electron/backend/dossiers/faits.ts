import type { LigneCollectif, LigneDossierBase, LigneReponse } from '../../../db/queries/dossiers.ts';
import type { PasseDuPorteur } from '../../../db/queries/passe-porteurs.ts';
import type { PieceDuDossier } from '../../../shared/contract/pieces.ts';
import type { AnalyseBudget } from '../../../shared/domaine/budget.ts';
import { CHAMPS } from '../../../shared/domaine/champs.ts';
import type { FaitBilan } from '../../../shared/domaine/condition-bilan.ts';
import type { FaitsDossier } from '../../../shared/domaine/conditions.ts';
import { estFournie } from '../../../shared/domaine/pieces.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
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

/** Ce que la base sait des porteurs dans les campagnes d’avant. */
export interface PasseDesPorteurs {
  readonly campagnesAnterieures: number;
  readonly derniers: ReadonlyMap<number, NonNullable<FaitBilan['dernier']>>;
}

interface Sources {
  readonly dossier: LigneDossierBase;
  readonly collectifs: readonly LigneCollectif[];
  readonly reponses: readonly LigneReponse[];
  readonly budget: AnalyseBudget;
  readonly dateLimite: string;
  readonly participationSymboliqueCentimes: number | null;
  readonly pieces: RelevePieces;
  readonly passe: PasseDesPorteurs;
}

/** Un bilan d’action demandé parmi les pièces ; le bilan comptable n’en est pas un. */
const PIECE_BILAN = /\bbilan\b(?! comptable)/;

/** Le Clas d’avant de chaque porteur : le plus récent où il a été agréé, à défaut le plus récent. */
export function resumerPasse(lignes: readonly PasseDuPorteur[], campagnesAnterieures: number): PasseDesPorteurs {
  const derniers = new Map<number, NonNullable<FaitBilan['dernier']>>();
  for (const { structureId, anneeScolaire, collectifsAgrees, bilansDus, bilansRecus } of lignes) {
    const connu = derniers.get(structureId);
    if (collectifsAgrees > 0 || connu === undefined || connu.collectifsAgrees === 0)
      derniers.set(structureId, { anneeScolaire, collectifsAgrees, bilans: { recus: bilansRecus, dus: bilansDus } });
  }
  return { campagnesAnterieures, derniers };
}

function lireBilan({ passe, dossier }: Sources, pieces: readonly PieceDuDossier[]): FaitBilan {
  const piece = pieces.find((une) => PIECE_BILAN.test(normaliserTexte(une.libelle)));
  return {
    campagnesAnterieures: passe.campagnesAnterieures,
    dernier: passe.derniers.get(dossier.structureId) ?? null,
    piece: piece ? { libelle: piece.libelle, presente: estFournie(piece.etat) } : null,
  };
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
  const pieces = etatsDuDossier(sources.pieces, sources.dossier.id, valeurs);
  return {
    deposeLe: sources.dossier.deposeLe?.slice(0, 10) ?? null,
    dateLimite: sources.dateLimite,
    pieces: faitsDesPieces(pieces),
    collectifs: sources.collectifs.map((c) => ({
      libelle: lettre(c.rang),
      niveau: c.niveau,
      effectif: c.effectif,
      jours: c.jours,
      horaires: c.horaires,
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
    bilanPrecedent: lireBilan(sources, pieces),
  };
}

/** 1 → « A », 27 → « AA » : le nom court d’un collectif dans son dossier. */
export function lettre(rang: number): string {
  let lettres = '';
  for (let n = rang; n > 0; n = Math.floor((n - 1) / 26)) lettres = String.fromCharCode(65 + ((n - 1) % 26)) + lettres;
  return lettres;
}
