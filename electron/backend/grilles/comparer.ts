import type { AnomalieGrille, ApercuGrilles, DossierRepris } from '../../../shared/contract/grilles.ts';
import { PREFIXE_DOSSIER } from '../tableurs/ecrire-grille-format.ts';
import { comparerDossier } from './comparer-dossier.ts';
import type { DossierEnBase, EtatDeReprise } from './etat-de-reprise.ts';
import type { DossierDeGrilleLu, GrilleLue } from './grille-lue.ts';
import type { LignePrevue } from './travail-de-dossier.ts';

/** Un fichier déposé : lu, ou refusé par une phrase. */
export interface FichierLu {
  readonly nom: string;
  readonly lue: GrilleLue | null;
  readonly refus: string | null;
}

/** Ce que la reprise d’un dossier écrirait. */
export interface PlanDossier {
  readonly dossier: DossierEnBase;
  readonly fichier: string;
  readonly grille: string;
  readonly apercu: DossierRepris;
  readonly lignes: readonly LignePrevue[];
}

export interface Comparaison extends Omit<ApercuGrilles, 'depotId'> {
  readonly plans: readonly PlanDossier[];
}

interface Occurrence {
  readonly fichier: string;
  readonly lue: GrilleLue;
  readonly dossier: DossierDeGrilleLu;
}

/** Compare des grilles relues à la base : pure, et refaite au moment d’écrire. */
export function comparerGrilles(fichiers: readonly FichierLu[], etat: EtatDeReprise): Comparaison {
  const anomalies: AnomalieGrille[] = [];
  const plans: PlanDossier[] = [];
  const lus = fichiers.map((f) => ({ ...f, refus: f.refus ?? (f.lue === null ? null : refuserFichier(f.lue, etat)) }));
  const acceptes = lus.flatMap((f) => (f.lue !== null && f.refus === null ? [{ nom: f.nom, lue: f.lue }] : []));
  for (const { nom, lue } of acceptes) signalerForme(nom, lue, etat, anomalies);
  const occurrences = acceptes.flatMap(({ nom, lue }): Occurrence[] =>
    lue.dossiers.map((dossier) => ({ fichier: nom, lue, dossier })),
  );
  for (const [id, memes] of Map.groupBy(occurrences, (o) => o.dossier.id)) {
    const [premiere, ...autres] = memes;
    if (premiere === undefined) continue;
    const base = etat.dossiers.get(id);
    const numero = base?.numero ?? premiere.lue.fiches.find((f) => f.id === id)?.numero ?? null;
    const refuser = ({ fichier, dossier }: Occurrence, message: string) =>
      anomalies.push({
        fichier,
        feuille: dossier.feuille,
        cellule: dossier.cellule,
        valeur: numero ?? `${PREFIXE_DOSSIER}${id}`,
        message,
        bloquante: true,
        numero,
      });
    const fiche = premiere.lue.fiches.find((f) => f.id === id);
    if (base === undefined || fiche === undefined || fiche.numero !== base.numero) {
      for (const o of memes)
        refuser(o, 'Ce dossier n’est pas dans cette campagne, ou n’était pas dans la grille produite : il est laissé.');
      continue;
    }
    for (const o of autres) {
      refuser(
        o,
        `Le dossier n° ${base.numero} est déjà dans « ${premiere.fichier} », feuille « ${premiere.dossier.feuille} » (${premiere.dossier.cellule}) : gardez-en un seul.`,
      );
    }
    const blocages = anomalies.filter((a) => a.bloquante && a.numero === base.numero).length;
    const plan = comparerDossier({ ...premiere, fiche, base, etat, dejaBloque: blocages > 0 });
    anomalies.push(...plan.anomalies);
    plans.push({ dossier: base, fichier: premiere.fichier, grille: premiere.lue.grille, ...plan });
  }
  plans.sort((a, b) => (a.dossier.numero < b.dossier.numero ? -1 : 1));
  return {
    fichiers: lus.map(({ nom, lue, refus }) => ({ nom, agent: lue?.agent?.nom ?? null, refus })),
    dossiers: plans.map((p) => p.apercu),
    anomalies,
    plans,
  };
}

/** Une grille d’ailleurs se refuse entière : ses codes ne diraient pas la même chose. */
function refuserFichier(lue: GrilleLue, etat: EtatDeReprise): string | null {
  if (lue.campagneId !== etat.campagneId || lue.campagne !== etat.campagne)
    return `Cette grille est celle de la campagne ${lue.campagne || 'inconnue'} ; vous êtes dans la campagne ${etat.campagne}. Ouvrez la bonne campagne, puis reprenez-la.`;
  if (lue.agent !== null && (lue.agent.id !== etat.agent.id || lue.agent.nom !== etat.agent.nom))
    return `Cette grille est celle de ${lue.agent.nom} ; vous êtes ${etat.agent.nom}. Une lecture ne se reprend qu’au nom de celui qui l’a faite.`;
  if (lue.charteId !== etat.charteId || lue.charteEmpreinte !== etat.charteEmpreinte) {
    const { nom, version } = etat.charte;
    return `Cette grille suit la charte « ${lue.charteNom} », version ${lue.charteVersion} ; la campagne suit maintenant « ${nom} », version ${version}, dont les critères peuvent différer. Produisez une nouvelle grille et recopiez-y vos niveaux.`;
  }
  return null;
}

function signalerForme(fichier: string, lue: GrilleLue, etat: EtatDeReprise, anomalies: AnomalieGrille[]): void {
  const numeros = new Map(lue.fiches.map((f) => [f.id, f.numero]));
  for (const { dossierId, ...anomalie } of lue.anomalies) {
    const touches = dossierId === null && anomalie.bloquante ? lue.dossiers.map((d) => d.id) : [dossierId];
    for (const id of new Set(touches)) {
      const numero = id === null ? null : (etat.dossiers.get(id)?.numero ?? numeros.get(id) ?? null);
      anomalies.push({ fichier, ...anomalie, numero });
    }
  }
  const presents = new Set(lue.dossiers.map((d) => d.id));
  for (const { id, numero } of lue.fiches) {
    if (presents.has(id)) continue;
    anomalies.push({
      fichier,
      feuille: null,
      cellule: null,
      valeur: numero,
      message: `Le dossier n° ${numero} n’est plus dans le classeur (${lue.forme === 'large' ? 'ligne' : 'feuille'} supprimée, ou repère effacé) : rien n’en est repris, rien n’est effacé en base.`,
      bloquante: true,
      numero,
    });
  }
}
