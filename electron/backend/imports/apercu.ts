import type { Apercu, FichierImport } from '../../../shared/contract/imports.ts';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import type { FichierDepose } from '../context.ts';
import type { PlanImport } from './comparer.ts';
import { cleColonne } from './dossier-lu.ts';

function libelleChamp(champ: string | null): string | null {
  if (champ === null) return null;
  const [sens, compte, ...suite] = champ.split(':');
  if (sens === 'charge') return `Charge ${compte}`;
  if (sens === 'produit') return `Produit ${compte}${suite.length > 0 ? ` ${suite.join(':')}` : ''}`;
  return CHAMP_PAR_CODE.get(champ)?.libelle ?? champ;
}

function presenterFichier({ nom, lecture, refus }: FichierDepose): FichierImport {
  return {
    nom,
    famille: lecture?.famille ?? null,
    dossiers: lecture?.dossiers.length ?? 0,
    collectifs: lecture?.dossiers.reduce((n, d) => n + d.collectifs.length, 0) ?? 0,
    refus: refus?.message ?? null,
  };
}

/** Ce que l’agent voit avant d’importer. */
export function presenterApercu(sources: {
  readonly depotId: string;
  readonly fichiers: readonly FichierDepose[];
  readonly plan: PlanImport;
}): Apercu {
  const { depotId, fichiers, plan } = sources;
  const { lecture } = plan;
  return {
    depotId,
    fichier: fichiers.length === 1 ? lecture.fichier : `${fichiers.length} fichiers`,
    fichiers: fichiers.map(presenterFichier),
    famille: lecture.famille,
    demarche: lecture.demarche,
    feuilles: [...lecture.feuilles],
    colonnes: lecture.colonnes.map((c) => ({
      cle: cleColonne(c.feuille, c.entete),
      feuille: c.feuille,
      colonne: c.colonne,
      entete: c.entete,
      exemples: [...c.exemples],
      champ: c.champ,
      champLibelle: libelleChamp(c.champ),
      confiance: c.confiance,
      origine: c.origine,
    })),
    bilan: plan.bilan,
    ecartes: plan.ecartes.length,
    collectifsOrphelins: lecture.collectifsOrphelins,
    differences: [...plan.differences],
    anomalies: [...lecture.anomalies],
    profil: lecture.profil,
    confirmation: plan.confirmation,
  };
}
