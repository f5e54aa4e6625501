import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { Collectif } from '../../../shared/contract/dossiers.ts';
import type { AnomalieTableau } from '../../../shared/contract/tableaux.ts';
import {
  lireDecisionEcrite,
  lireLettreEcrite,
  lireMotifEcrit,
  lireNumeroEcrit,
  reprocherMotivation,
} from '../../../shared/domaine/decisions-ecrites.ts';
import { LIBELLES_DECISION, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros, lireMontant, lireMontantNumerique } from '../../../shared/domaine/nombres.ts';
import type { Evaluation } from '../dossiers/evaluer.ts';
import type { Repere } from './reperes.ts';
import type { CaseLue, LigneLue, TableauLu } from './tableau-lu.ts';

export interface Voulue {
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
}

/** Une ligne du fichier, son collectif trouvé et sa décision comprise ; `voulue` null : rien n’y est décidé. */
export interface LigneComprise {
  readonly lue: LigneLue;
  readonly dossier: Evaluation;
  readonly collectif: Collectif;
  readonly repere: Repere | null;
  readonly voulue: Voulue | null;
}

export type Signaler = (
  lue: LigneLue | null,
  lieu: CaseLue | null,
  anomalie: Pick<AnomalieTableau, 'code' | 'message' | 'bloquante'> & { readonly lettre?: string },
) => void;

const TEXTE_MAXIMAL = 4000;
const LISTE_DES_DECISIONS = Object.values(LIBELLES_DECISION).join(', ');

export interface Annuaire {
  readonly parNumero: ReadonlyMap<string, Evaluation>;
  readonly parCollectif: ReadonlyMap<number, Evaluation>;
}

/** Comprend une ligne, ou dit ce qui ne va pas, cellule par cellule ; null : la ligne ne peut pas s’appliquer. */
export function comprendreLigne(
  lue: LigneLue,
  tableau: TableauLu,
  annuaire: Annuaire,
  signaler: Signaler,
): LigneComprise | null {
  const vise = trouver(lue, tableau, annuaire, signaler);
  if (vise === null) return null;
  const { dossier, collectif } = vise;
  const nature = lireNature(lue, signaler);
  if (nature === undefined) return null;
  const base = { lue, dossier, collectif, repere: lue.repere ?? vise.repere };
  if (nature === null) {
    avertirSansDecision(lue, collectif, signaler);
    return { ...base, voulue: null };
  }
  const motif = lireMotif(lue, signaler);
  const texte = lireTexte(lue, signaler);
  if (motif === undefined || texte === undefined) return null;
  const reproche = reprocherMotivation({ nature, motif, texte });
  if (reproche !== null) {
    const code = motif === null ? 'motif_absent' : 'motif_incompatible';
    signaler(lue, lue[reproche.sur], { code, bloquante: true, message: reproche.phrase });
    return null;
  }
  return { ...base, voulue: { nature, motif, texte } };
}

function trouver(lue: LigneLue, tableau: TableauLu, { parNumero, parCollectif }: Annuaire, signaler: Signaler) {
  const numero = lireNumeroEcrit(lue.numero.texte);
  if (lue.numero.nature === 'erreur') {
    direErreur(lue, lue.numero, signaler);
    return null;
  }
  const dossier = parNumero.get(numero);
  if (numero === '' || !dossier) {
    signaler(lue, lue.numero, {
      code: numero === '' ? 'numero_absent' : 'dossier_inconnu',
      bloquante: true,
      message:
        numero === ''
          ? 'Une décision sans n° de dossier : écrivez-le, ou effacez la ligne.'
          : `Le dossier « ${numero} » n’est pas à l’ordre du jour de cette séance : corrigez le numéro, ou effacez la ligne.`,
    });
    return null;
  }
  const lettre = lireLettreEcrite(lue.collectif.texte);
  const seul = lue.collectif.nature === 'vide' && dossier.collectifs.length === 1 ? dossier.collectifs[0] : undefined;
  const collectif = seul ?? dossier.collectifs.find((c) => c.lettre === lettre);
  if (!collectif) {
    const lettres = dossier.collectifs.map((c) => c.lettre).join(', ');
    signaler(lue, lue.collectif, {
      code: lue.collectif.nature === 'vide' ? 'collectif_non_dit' : 'collectif_inconnu',
      bloquante: true,
      message:
        lue.collectif.nature === 'vide'
          ? `Ce dossier a ${pluriel(dossier.collectifs.length, 'collectif')} (${lettres}) : écrivez la lettre de celui que la ligne décide${tableau.sansCollectif ? ', dans une colonne « Collectif »' : ''}.`
          : `Le dossier ${numero} n’a pas de collectif « ${lue.collectif.texte} » : ${lettres === '' ? 'il n’en a aucun, rien ne s’y décide' : `ses lettres sont ${lettres}`}.`,
    });
    return null;
  }
  const repere = tableau.reperes[`${numero}|${collectif.lettre}`] ?? null;
  const pose = lue.repere?.collectifId;
  if (pose !== undefined && pose !== collectif.id && parCollectif.has(pose)) {
    signaler(lue, lue.numero, {
      code: 'ligne_melangee',
      bloquante: true,
      message: 'Le n° de dossier ou la lettre ont changé sur cette ligne depuis l’export : remettez ceux d’origine.',
    });
    return null;
  }
  return { dossier, collectif, repere };
}

function direErreur(lue: LigneLue, lieu: CaseLue, signaler: Signaler): void {
  signaler(lue, lieu, {
    code: 'erreur_formule',
    bloquante: true,
    message:
      lieu.nature === 'erreur'
        ? `La case contient une erreur du tableur (${lieu.texte}) : écrivez la valeur elle-même.`
        : 'La case contient une formule que le tableur n’a pas calculée : écrivez la valeur elle-même.',
  });
}

/** undefined : illisible, déjà signalé. */
function lireNature(lue: LigneLue, signaler: Signaler): NatureDecision | null | undefined {
  const { decision } = lue;
  if (decision.nature === 'vide') return null;
  if (decision.nature === 'erreur' || decision.nature === 'sans_resultat') {
    direErreur(lue, decision, signaler);
    return undefined;
  }
  const nature = decision.nature === 'texte' ? lireDecisionEcrite(decision.texte) : null;
  if (nature !== null) return nature;
  signaler(lue, decision, {
    code: 'decision_inconnue',
    bloquante: true,
    message: `« ${decision.texte.slice(0, 60)} » n’est pas une décision : écrivez ${LISTE_DES_DECISIONS}.`,
  });
  return undefined;
}

function lireMotif(lue: LigneLue, signaler: Signaler): string | null | undefined {
  const { motif } = lue;
  if (motif.nature === 'vide') return null;
  if (motif.nature === 'erreur' || motif.nature === 'sans_resultat') {
    direErreur(lue, motif, signaler);
    return undefined;
  }
  const code = lireMotifEcrit(motif.texte);
  if (code !== null) return code;
  signaler(lue, motif, {
    code: 'motif_inconnu',
    bloquante: true,
    message: `« ${motif.texte.slice(0, 60)} » n’est pas un motif de la liste : choisissez-en un, ou écrivez-le dans la colonne du texte.`,
  });
  return undefined;
}

function lireTexte(lue: LigneLue, signaler: Signaler): string | undefined {
  const { texte } = lue;
  if (texte.nature === 'erreur' || texte.nature === 'sans_resultat') {
    direErreur(lue, texte, signaler);
    return undefined;
  }
  if (texte.texte.length <= TEXTE_MAXIMAL) return texte.texte;
  signaler(lue, texte, {
    code: 'texte_trop_long',
    bloquante: true,
    message: `Ce texte fait ${texte.texte.length} signes, 4 000 au plus : raccourcissez-le.`,
  });
  return undefined;
}

function avertirSansDecision(lue: LigneLue, collectif: Collectif, signaler: Signaler): void {
  if (collectif.decision !== null && lue.repere !== null && lue.repere.etat !== 'aucune') {
    signaler(lue, lue.decision, {
      code: 'decision_effacee',
      bloquante: false,
      message: `La décision a été effacée dans le fichier ; elle reste en base (${LIBELLES_DECISION[collectif.decision.nature]}). Pour la retirer, annulez-la en séance avec sa raison.`,
    });
    return;
  }
  if (lue.motif.nature === 'vide' && lue.texte.nature === 'vide') return;
  if (collectif.decision !== null) return;
  signaler(lue, lue.decision, {
    code: 'motif_sans_decision',
    bloquante: true,
    message: 'Un motif ou un texte sans décision : écrivez la décision, ou effacez-les.',
  });
}

/**
 * Le montant du fichier doit être celui que Clas calcule : un chiffre tapé à la main ne fait pas un droit. Une formule
 * que le tableur n’a pas recalculée montre encore le montant d’avant : ce n’est pas une faute.
 */
export function controlerMontant(
  { lue, collectif }: LigneComprise,
  calculeCentimes: number,
  parDossier: boolean,
  signaler: Signaler,
): void {
  const { montant } = lue;
  if (montant.nature === 'vide' || montant.nature === 'sans_resultat') return;
  if (montant.nature === 'erreur') {
    direErreur(lue, montant, signaler);
    return;
  }
  const lu = montant.nombre === null ? lireMontant(montant.texte) : lireMontantNumerique(montant.nombre);
  const ancien = collectif.decision?.montantCentimes ?? 0;
  if (lu.valide && lu.valeur === calculeCentimes) return;
  if (lu.valide && lu.valeur === ancien) {
    if (!montant.formule)
      signaler(lue, montant, {
        code: 'montant_ancien',
        bloquante: false,
        message: `Montant resté à ${formaterEuros(ancien)}, sans recalcul du tableur : Clas notera ${formaterEuros(calculeCentimes)}.`,
      });
    return;
  }
  signaler(lue, montant, {
    code: 'montant_change',
    bloquante: !parDossier,
    message: `Montant écrit ${lu.valide ? formaterEuros(lu.valeur) : `« ${montant.texte} »`}, Clas calcule ${formaterEuros(calculeCentimes)} : ${parDossier ? 'c’est ce dernier qui sera noté (calcul par dossier).' : 'remettez la formule ou videz la case, le montant ne se décide pas à la main.'}`,
  });
}
