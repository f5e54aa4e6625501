import type { Alea } from './alea.ts';
import type { Reponse } from './collectifs.ts';
import { type Commune, deLaCommune } from './communes.ts';
import {
  type ContexteTextes,
  capitaliser,
  composerTexte,
  nommerEleves,
  nommerEtablissements,
} from './composer-textes.ts';
import type { Ebauche, Qualite } from './plan.ts';
import type { CleDossier } from './questions.ts';
import { LIEN_ECOLE, PLACE_PARENTS, RENCONTRES } from './textes-liens.ts';
import { FORMATION, INTITULES, LOCAUX, PARTENAIRES, RESSOURCES } from './textes-moyens.ts';
import { CONSTAT, EVALUATION, OBJECTIFS, PEDAGOGIE, type Reserve } from './textes-projet.ts';

const QUESTIONS_OUVERTES: readonly (readonly [CleDossier, Reserve])[] = [
  ['constat', CONSTAT],
  ['objectifs', OBJECTIFS],
  ['pedagogie', PEDAGOGIE],
  ['placeParents', PLACE_PARENTS],
  ['rencontresFamilles', RENCONTRES],
  ['lienEcole', LIEN_ECOLE],
  ['ressourcesTerritoire', RESSOURCES],
  ['partenaires', PARTENAIRES],
  ['evaluation', EVALUATION],
  ['formationIntervenants', FORMATION],
  ['descriptionLocaux', LOCAUX],
];

const PRECISIONS = [
  'Convention signée chaque année',
  'Financement en cours de discussion',
  'Prêt de salle et de matériel',
];

/** Les réponses rédigées d’un dossier, plus ou moins fouillées selon sa qualité. */
export function redigerReponses(
  ebauche: Ebauche,
  commune: Commune,
  rang: number,
  enfants: number,
  alea: Alea,
): Partial<Record<CleDossier, Reponse>> {
  const etablissements = nommerEtablissements(ebauche, rang);
  const contexte: ContexteTextes = {
    commune: commune.nom,
    quartier: ebauche.quartier,
    ecole: etablissements[0] ?? 'l’école',
    eleves: nommerEleves(ebauche),
    enfants,
    rang,
    apostropheDroite: alea.chance(55),
  };
  const reponses: Partial<Record<CleDossier, Reponse>> = {};
  for (const [cle, reserve] of QUESTIONS_OUVERTES) {
    reponses[cle] = composerTexte(reserve, nuancer(ebauche.qualite, alea), cle, contexte, alea);
  }
  return {
    ...reponses,
    intitule: `${INTITULES[rang % INTITULES.length]} – ${ebauche.quartier || commune.nom}`,
    etablissements: etablissements
      .map((nom) => capitaliser(`${nom.replace(/^(?:l’|le )/, '')}, ${commune.nom}`))
      .join(' ; '),
    precisionsPartenaires: alea.chance(45) ? `${alea.choisir(PRECISIONS)} (commune ${deLaCommune(commune.nom)})` : null,
  };
}

/** Un bon dossier a ses points faibles et un dossier moyen une réponse soignée : les lectures en deviennent discutables. */
function nuancer(qualite: Qualite, alea: Alea): Qualite {
  const tirage = alea.entier(1, 100);
  if (qualite === 'bon') return tirage <= 18 ? 'moyen' : 'bon';
  if (qualite === 'faible') return tirage <= 25 ? 'moyen' : 'faible';
  if (tirage <= 12) return 'faible';
  return tirage > 85 ? 'bon' : 'moyen';
}
