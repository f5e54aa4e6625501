import type { Base } from '../../../db/base.ts';
import { type LignesDossiers, lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import { type LigneEmportable, listerEmportables } from '../../../db/queries/grilles.ts';
import type { EtatGrilles } from '../../../shared/contract/grilles.ts';
import type { Charte, Niveau } from '../../../shared/domaine/charte.ts';
import { agentCourant } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { lecturesSousCharte } from '../instruction/vue.ts';
import type { LectureAEmpreinter } from './empreintes.ts';

/** Le lecteur de tableurs n’en ouvre pas plus de 200, la feuille d’accueil et la feuille masquée comprises. */
export const FEUILLES_MAXIMUM = 150;

export interface LectureEnBase extends LectureAEmpreinter {
  readonly id: number;
  readonly etat: 'en_cours' | 'terminee';
}

/** La lecture d’un agent avec la charte de la campagne ; les autres versions ne comptent pas. */
export function lectureDe(
  lignes: LignesDossiers,
  dossierId: number,
  agentId: number,
  charteId: number,
): LectureEnBase | null {
  const lecture = lecturesSousCharte(lignes, dossierId, charteId).find((l) => l.agentId === agentId);
  if (!lecture) return null;
  return {
    id: lecture.id,
    etat: lecture.etat,
    commentaire: lecture.commentaire,
    cotations: (lignes.niveaux.get(lecture.id) ?? []).map((n) => ({
      critere: n.critere,
      // La base tient les bornes 0 à 3.
      niveau: n.sansObjet ? ('sans_objet' as const) : (n.niveau as Niveau | null),
      commentaire: n.commentaire,
    })),
  };
}

export function lireLectures(db: Base, campagneId: number, dossierIds: readonly number[]): LignesDossiers {
  return lireLignesDossiers(db, campagneId, { dossierIds, champs: [] });
}

export function criteresDe(charte: Charte) {
  return charte.axes.flatMap((axe) => axe.criteres);
}

/** Les dossiers de l’agent : ceux qui lui sont attribués, ou tous si aucun ne l’est ; jamais ceux d’un lien d’intérêt. */
export function pileDe(lignes: readonly LigneEmportable[]): LigneEmportable[] {
  const attribues = lignes.some((l) => l.attribue);
  return lignes.filter((l) => !l.lien && (l.attribue || !attribues));
}

/** Ce que l’agent peut emporter. */
export function lireGrilles(context: Context, campagneId: number): EtatGrilles {
  const campagne = lireCampagne(context, campagneId);
  const annuaire = lireAnnuaire(context.ressources);
  const agentId = agentCourant(context)?.id ?? 0;
  const lignes = listerEmportables(context.db, campagneId, agentId);
  const criteres = criteresDe(campagne.charte).length;
  return {
    anneeScolaire: campagne.anneeScolaire,
    charte: { nom: campagne.charte.nom, version: campagne.charte.version },
    pileAttribuee: lignes.some((l) => l.attribue),
    feuillesMaximum: FEUILLES_MAXIMUM,
    dossiers: lignes.map((l) => ({
      id: l.id,
      numero: l.numero,
      structure: l.structure,
      communeNom: nomCommune(annuaire, l.communeInsee),
      attribue: l.attribue,
      lien: l.lien,
      maLecture: l.etat ?? 'non_commencee',
      cotes: l.cotes,
      criteres,
    })),
  };
}
