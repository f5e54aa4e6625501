import type { Campagne } from '../../../shared/contract/campagnes.ts';
import type { EtatSeance } from '../../../shared/contract/seances.ts';
import type { AnomalieTableau } from '../../../shared/contract/tableaux.ts';
import { isAccorde } from '../../../shared/domaine/accord.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { lireNumeroEcrit } from '../../../shared/domaine/decisions-ecrites.ts';
import { calculerDroit } from '../../../shared/domaine/droit.ts';
import { LIBELLES_DECISION, pluriel } from '../../../shared/domaine/libelles.ts';
import { BILAN_VALIDE } from '../bilans/exiger-non-valide.ts';
import type { Evaluation } from '../dossiers/evaluer.ts';
import {
  type Annuaire,
  comprendreLigne,
  controlerMontant,
  type LigneComprise,
  type Signaler,
  type Voulue,
} from './comparer-ligne.ts';
import { empreinteDecision } from './reperes.ts';
import type { LigneLue, TableauLu } from './tableau-lu.ts';

export interface EtatDeReprise {
  readonly campagne: Campagne;
  readonly seance: NonNullable<EtatSeance['seance']>;
  readonly dossiers: EtatSeance['dossiers'];
  readonly evaluations: readonly Evaluation[];
  /** Dossiers dont le bilan est validé : ce qui y est accordé ne change plus. */
  readonly bilansValides: ReadonlySet<number>;
  /** Identité de la base. */
  readonly base: string;
}

export interface ChangementPrevu extends LigneComprise {
  readonly voulue: Voulue;
  readonly conflit: boolean;
}

interface Comparaison {
  readonly anomalies: AnomalieTableau[];
  readonly changements: readonly ChangementPrevu[];
  readonly inchangees: number;
  readonly sansDecision: number;
}

/** Ce que le fichier changerait à la base de ce moment, et tout ce qui ne va pas. Pur : rien n’est lu ni écrit. */
export function comparerTableau(tableau: TableauLu, etat: EtatDeReprise): Comparaison {
  const anomalies: AnomalieTableau[] = [];
  const bloquees = new Set<LigneLue>();
  const signaler: Signaler = (lue, lieu, { lettre, ...dite }) => {
    if (dite.bloquante && lue !== null) bloquees.add(lue);
    anomalies.push({
      ...dite,
      feuille: lue?.feuille ?? null,
      cellule: lieu?.cellule ?? null,
      valeur: lieu?.texte.slice(0, 200) ?? '',
      numero: lue === null ? null : lireNumeroEcrit(lue.numero.texte) || null,
      lettre: lettre ?? (lue?.collectif.texte || null),
    });
  };
  const aRefuser = refuserAilleurs(tableau, etat, signaler);
  if (aRefuser) return { anomalies, changements: [], inchangees: 0, sansDecision: 0 };
  const annuaire: Annuaire = {
    parNumero: new Map(etat.evaluations.map((e) => [lireNumeroEcrit(e.ligne.numero), e])),
    parCollectif: new Map(etat.evaluations.flatMap((e) => e.collectifs.map((c) => [c.id, e] as const))),
  };
  const comprises = tableau.lignes.flatMap((lue) => comprendreLigne(lue, tableau, annuaire, signaler) ?? []);
  const uniques = ecarterDoublons(comprises, signaler);
  const { changements, inchangees } = opposer(uniques, signaler);
  for (const c of changements) {
    controlerAbsent(c, signaler);
    controlerBilan(c, etat, signaler);
  }
  controlerMontants(uniques, changements, etat, signaler);
  avertirSeance(changements, etat, signaler);
  const retenus = changements.filter((c) => !bloquees.has(c.lue));
  const sansLigne = annuaire.parCollectif.size - new Set(uniques.map((l) => l.collectif.id)).size - bloquees.size;
  if (sansLigne > 0 && tableau.fiche !== null)
    signaler(null, null, {
      code: 'lignes_absentes',
      bloquante: false,
      message: `${pluriel(sansLigne, 'collectif')} de la séance ${sansLigne === 1 ? 'n’est pas dans ce fichier : il reste tel quel' : 'ne sont pas dans ce fichier : ils restent tels quels'}.`,
    });
  anomalies.sort((a, b) => Number(b.bloquante) - Number(a.bloquante));
  return { anomalies, changements: retenus, inchangees, sansDecision: uniques.filter((l) => l.voulue === null).length };
}

/** Un fichier d’une autre base, campagne ou séance n’est pas repris, même pour les lignes qui se ressemblent. */
function refuserAilleurs(
  { fiche, lignes }: TableauLu,
  { base, campagne, seance }: EtatDeReprise,
  signaler: Signaler,
): boolean {
  const repere = lignes.find((l) => l.repere !== null)?.repere ?? null;
  const baseLue = fiche?.base ?? repere?.base ?? null;
  const seanceLue = fiche?.seanceId ?? repere?.seanceId ?? null;
  const refuser = (code: string, message: string) => {
    signaler(null, null, { code, bloquante: true, message });
    return true;
  };
  if (lignes.length === 0)
    return refuser('sans_ligne', 'Ce fichier n’a aucune ligne sous ses en-têtes : rien à reprendre.');
  if (baseLue !== null && baseLue.slice(0, 8) !== base.slice(0, 8))
    return refuser('autre_base', 'Ce tableau vient d’une autre base de Clas : produisez-le depuis celle-ci.');
  if (fiche !== null && fiche.campagne !== campagne.anneeScolaire)
    return refuser(
      'autre_campagne',
      `Ce tableau est celui de la campagne ${fiche.campagne}, la séance ouverte est de ${campagne.anneeScolaire} : choisissez la bonne campagne.`,
    );
  if (seanceLue !== null && seanceLue !== seance.id)
    return refuser(
      'autre_seance',
      `Ce tableau est celui ${fiche === null ? 'd’une autre séance' : `de la séance du ${formaterDate(fiche.seance)}`}, pas de celle du ${formaterDate(seance.date)} : choisissez la bonne séance.`,
    );
  return false;
}

function memeDecision(a: Voulue | null, b: Voulue | null): boolean {
  return a?.nature === b?.nature && (a?.motif ?? null) === (b?.motif ?? null) && (a?.texte ?? '') === (b?.texte ?? '');
}

/** Le même collectif deux fois : la même décision n’en fait qu’une, deux décisions différentes n’en font aucune. */
function ecarterDoublons(comprises: readonly LigneComprise[], signaler: Signaler): LigneComprise[] {
  return [...Map.groupBy(comprises, (l) => l.collectif.id).values()].flatMap((siennes) => {
    const [premiere, ...suite] = siennes;
    if (!premiere || suite.length === 0) return siennes;
    const cellules = siennes.map((l) => l.lue.decision.cellule).join(', ');
    const contraire = suite.some((l) => !memeDecision(l.voulue, premiere.voulue));
    for (const { lue } of contraire ? siennes : suite)
      signaler(lue, lue.decision, {
        code: contraire ? 'doublon_contraire' : 'doublon',
        bloquante: contraire,
        message: contraire
          ? `Ce collectif a plusieurs lignes qui se contredisent (${cellules}) : n’en gardez qu’une.`
          : `Ce collectif a plusieurs lignes identiques (${cellules}) : une seule compte.`,
      });
    return contraire ? [] : [premiere];
  });
}

/** Fichier, export et base d’aujourd’hui : ce que l’agent a changé, et ce que la base a changé sans lui. */
function opposer(lignes: readonly LigneComprise[], signaler: Signaler) {
  const changements: ChangementPrevu[] = [];
  let inchangees = 0;
  for (const ligne of lignes) {
    const { voulue, collectif, repere, lue } = ligne;
    if (voulue === null) continue;
    const { decision } = collectif;
    // Une ligne que l’agent n’a pas touchée ne dit rien contre la base d’aujourd’hui.
    const intacte = repere !== null && empreinteDecision(voulue) === repere.etat;
    if (intacte || memeDecision(voulue, decision)) {
      inchangees += 1;
      continue;
    }
    const conflit = decision !== null && (repere === null || empreinteDecision(decision) !== repere.etat);
    if (conflit)
      signaler(lue, lue.decision, {
        code: 'conflit',
        bloquante: false,
        message: `Déjà décidé dans Clas${repere === null ? '' : ' depuis l’export'} : « ${LIBELLES_DECISION[decision.nature]} » en base (${decision.agent}), « ${LIBELLES_DECISION[voulue.nature]} » dans le fichier. La base est gardée, sauf si vous choisissez le fichier.`,
      });
    changements.push({ ...ligne, voulue, conflit });
  }
  return { changements, inchangees };
}

function controlerAbsent({ lue, dossier, collectif, voulue }: ChangementPrevu, signaler: Signaler): void {
  if (!dossier.absents.has(collectif.id)) return;
  const accorde = isAccorde(voulue.nature) && !isAccorde(collectif.decision?.nature);
  signaler(lue, lue.collectif, {
    code: 'collectif_absent',
    bloquante: accorde,
    message: accorde
      ? 'Ce collectif n’est plus dans le dernier fichier reçu : il ne peut pas être agréé. Demandez au porteur de le déclarer à nouveau.'
      : 'Ce collectif n’est plus dans le dernier fichier reçu.',
  });
}

function controlerBilan(
  { lue, dossier, collectif, voulue }: ChangementPrevu,
  { bilansValides }: EtatDeReprise,
  signaler: Signaler,
): void {
  const accord = isAccorde(voulue.nature) || isAccorde(collectif.decision?.nature);
  if (!accord || !bilansValides.has(dossier.ligne.id)) return;
  signaler(lue, lue.decision, {
    code: 'bilan_valide',
    bloquante: true,
    message: `La décision de ce dossier ne change plus : ${BILAN_VALIDE}.`,
  });
}

/** Le montant attendu d’une ligne : celui de la base si rien ne change, sinon le droit que la décision accorde. */
function controlerMontants(
  lignes: readonly LigneComprise[],
  changements: readonly ChangementPrevu[],
  { campagne }: EtatDeReprise,
  signaler: Signaler,
): void {
  const change = new Map(changements.map((c) => [c.collectif.id, c.voulue]));
  for (const ligne of lignes) {
    const { collectif, dossier, repere } = ligne;
    const voulue = change.get(collectif.id);
    // La base a changé depuis l’export et la ligne ne le contredit pas : son montant est celui d’alors.
    if (voulue === undefined && repere !== null && repere.etat !== empreinteDecision(collectif.decision)) continue;
    const droit = () =>
      calculerDroit([{ coutCentimes: collectif.coutCentimes }], { ...campagne.bareme, modeCalcul: 'par_collectif' })
        .collectifs[0]?.droitCentimes ?? 0;
    let attendu = collectif.decision?.montantCentimes ?? 0;
    if (voulue !== undefined) {
      const garde = dossier.absents.has(collectif.id);
      if (!isAccorde(voulue.nature)) attendu = 0;
      else if (!garde) attendu = droit();
    }
    controlerMontant(ligne, attendu, campagne.bareme.modeCalcul === 'par_dossier', signaler);
  }
}

/** Quorum et récusations : le procès-verbal en dépend, pas l’écriture. */
function avertirSeance(
  changements: readonly ChangementPrevu[],
  { seance, dossiers }: EtatDeReprise,
  signaler: Signaler,
): void {
  if (changements.length === 0) return;
  const presents = seance.membres.filter((m) => m.presence === 'present');
  if (seance.quorum !== null && presents.length < seance.quorum)
    signaler(null, null, {
      code: 'quorum',
      bloquante: false,
      message: `Quorum de ${seance.quorum} : ${pluriel(presents.length, 'membre noté présent', 'membres notés présents')}. Notez les présences de la séance avant le procès-verbal.`,
    });
  const parDossier = Map.groupBy(changements, (c) => c.dossier.ligne.id);
  for (const { id, recusations } of dossiers) {
    const premier = parDossier.get(id)?.[0];
    if (!premier || recusations.length === 0) continue;
    signaler(premier.lue, premier.lue.numero, {
      code: 'recusation',
      bloquante: false,
      message: `${recusations.map((r) => r.nom).join(', ')} : récusé sur ce dossier, ne prend pas part à sa décision.`,
    });
  }
}
