import { z } from 'zod';
import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { ecrireParametre, lireParametre } from '../../../db/queries/parametres.ts';
import { motifsUtilises } from '../../../db/queries/tenue-seance.ts';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import { MotifDeDecision } from '../../../shared/contract/seances.ts';
import { LIBELLES_DECISION, MOTIFS_DECISION } from '../../../shared/domaine/libelles.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { Refus } from '../refus.ts';

const CLE = 'motifs_decision';

const DE_CLAS: MotifDeDecision[] = MOTIFS_DECISION.map((m) => ({ ...m, natures: [...m.natures], actif: true }));

/** La liste de l’agent, sinon celle de Clas. Une liste devenue illisible laisse celle de Clas. */
export function lireMotifs(db: Base): MotifDeDecision[] {
  const gardee = z.array(MotifDeDecision).safeParse(lireParametre(db, CLE));
  return gardee.success ? gardee.data : DE_CLAS;
}

/** Ce qui se lit d’un motif gardé avec une décision : son libellé, même retiré de la liste. */
export function libelleMotif(motifs: readonly MotifDeDecision[], code: string | null): string | null {
  return motifs.find((m) => m.code === code)?.libelle ?? code;
}

/** @throws Refus si la liste perd un motif qui a servi, en double un, ou laisse une nature sans motif */
export function modifierMotifs(context: Context, motifs: readonly MotifDeDecision[] | null): void {
  ecrire(context.db, acteur(context), (tx) => {
    const voulus = motifs ?? gardesAvecCeuxDeClas(lireMotifs(tx.db), motifsUtilises(tx.db));
    controler(voulus, lireMotifs(tx.db), motifsUtilises(tx.db));
    ecrireParametre(tx, CLE, voulus, 'Motifs du Copil');
  });
}

/** Revenir à la liste de Clas ne fait pas disparaître un motif à nous qui a servi : il reste, retiré. */
function gardesAvecCeuxDeClas(actuels: readonly MotifDeDecision[], utilises: ReadonlySet<string>): MotifDeDecision[] {
  const connus = new Set(DE_CLAS.map((m) => m.code));
  const gardes = actuels.filter((m) => !connus.has(m.code) && utilises.has(m.code));
  return [...DE_CLAS, ...gardes.map((m) => ({ ...m, actif: false }))];
}

function controler(
  voulus: readonly MotifDeDecision[],
  actuels: readonly MotifDeDecision[],
  utilises: ReadonlySet<string>,
): void {
  const codes = new Set(voulus.map((m) => m.code));
  if (codes.size < voulus.length)
    throw new Refus('motif_double', 'Deux motifs portent le même code : rien n’a été changé.');
  const libelles = voulus.map((m) => m.libelle.toLocaleLowerCase('fr'));
  const repete = voulus.find((_, i) => libelles.indexOf(libelles[i] ?? '') !== i);
  if (repete) throw new Refus('motif_double', `« ${repete.libelle} » est deux fois dans la liste : gardez-en un seul.`);
  const perdu = actuels.find((m) => utilises.has(m.code) && !codes.has(m.code));
  if (perdu)
    throw new Refus(
      'motif_utilise',
      `« ${perdu.libelle} » a servi à une décision : retirez-le de la liste proposée au lieu de l’effacer.`,
    );
  for (const nature of ['agree_sous_reserve', 'ajourne', 'refuse', 'sans_suite'] as const) {
    if (!voulus.some((m) => m.actif && m.natures.includes(nature)))
      throw new Refus(
        'nature_sans_motif',
        `« ${LIBELLES_DECISION[nature]} » n’aurait plus aucun motif : gardez-en un.`,
      );
  }
}

/** Toute décision qui n’est pas un accord simple dit pourquoi. */
export function controlerMotif(
  db: Base,
  demande: { readonly nature: NatureDecision; readonly motif: string | null; readonly texte: string },
  dejaPris: ReadonlySet<string> = new Set(),
): void {
  const { nature, motif, texte } = demande;
  if (nature !== 'agree' && !motif && !texte) {
    throw new Refus(
      'motif_absent',
      `« ${LIBELLES_DECISION[nature]} » demande un motif : choisissez-le dans la liste ou écrivez-le.`,
    );
  }
  if (motif === null) return;
  const connu = lireMotifs(db).find((m) => m.code === motif);
  if (!connu?.natures.includes(nature))
    throw new Refus('motif_inconnu', 'Ce motif ne va pas avec cette décision : choisissez-en un autre.');
  // Retiré de la liste, il reste à la décision qui le porte déjà : on peut en corriger le texte.
  if (!connu.actif && !dejaPris.has(motif))
    throw new Refus('motif_retire', `« ${connu.libelle} » ne se propose plus : choisissez un autre motif.`);
}
