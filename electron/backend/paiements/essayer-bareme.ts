import type { Transaction } from '../../../db/ecrire.ts';
import { essayer } from '../../../db/essayer.ts';
import { campagnesDuBareme, listerBaremes, remplacerBareme } from '../../../db/queries/campagnes.ts';
import { regleDePaiement } from '../../../db/queries/droits.ts';
import { dossiersAvecEcheances } from '../../../db/queries/echeances.ts';
import { campagneADesDecisions } from '../../../db/queries/seances.ts';
import type { ComparaisonBareme, DossierSousBareme } from '../../../shared/contract/parametres.ts';
import { isAccorde } from '../../../shared/domaine/accord.ts';
import type { Bareme } from '../../../shared/domaine/bareme.ts';
import { acteur } from '../acteur.ts';
import { controlerBareme, lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { type Evaluation } from '../dossiers/evaluer.ts';
import { evaluerToute } from '../dossiers/regles.ts';
import { introuvable } from '../refus.ts';
import { appliquerDecisions } from '../seances/decider.ts';
import { lirePaiements } from './lire.ts';
import { reviserDossier } from './reviser.ts';

/** Ce dont un montant agréé ne dépend pas : cela peut changer après le Copil, l’échéancier suit. */
const SANS_EFFET_SUR_L_AGREE: ReadonlySet<string> = new Set([
  'nom',
  'origine',
  'echeancier',
  'activitePartielle',
  'plafonnerAuMontantAgree',
  'seuilConventionCentimes',
] satisfies (keyof Bareme)[]);

/** Vrai si ce changement referait un montant agréé par le Copil. */
export function isChangementDeMontant(avant: Bareme, apres: Bareme): boolean {
  const champs = new Set([...Object.keys(avant), ...Object.keys(apres)]);
  const valeurs = (bareme: Bareme) => new Map<string, unknown>(Object.entries(bareme));
  const [a, b] = [valeurs(avant), valeurs(apres)];
  return [...champs].some(
    (champ) => !SANS_EFFET_SUR_L_AGREE.has(champ) && JSON.stringify(a.get(champ)) !== JSON.stringify(b.get(champ)),
  );
}

/** Refait l’échéancier de tous les dossiers des campagnes de ce barème, dans la transaction qui vient de le changer. */
export function reviserSousBareme(tx: Transaction, baremeId: number): void {
  for (const campagneId of campagnesDuBareme(tx.db, baremeId)) {
    const regle = regleDePaiement(tx.db, campagneId);
    if (!regle) continue;
    for (const dossierId of dossiersAvecEcheances(tx.db, campagneId)) reviserDossier(tx, regle, dossierId);
  }
}

/**
 * Droits et échéances sous le barème d’aujourd’hui et sous un autre, côte à côte. Fait pour de bon, puis annulé : le Copil
 * redécide la même chose au nouveau barème, les lots validés et les bilans gardent ce qu’ils ont figé.
 */
export function comparerBareme(context: Context, baremeId: number, bareme: Bareme): ComparaisonBareme {
  controlerBareme(bareme);
  return essayer(context.db, acteur(context), (tx) => {
    const actuel = listerBaremes(tx.db).find((b) => b.id === baremeId);
    if (!actuel) throw introuvable('Ce barème');
    const campagnes = campagnesDuBareme(tx.db, baremeId);
    const fige = campagneADesDecisions(tx.db, baremeId) && isChangementDeMontant(actuel.bareme, bareme);
    const avant = campagnes.flatMap((id) => photographier(context, id));
    remplacerBareme(tx, baremeId, actuel.bareme, bareme, 'essai');
    for (const campagneId of campagnes) redecider(tx, context, campagneId);
    reviserSousBareme(tx, baremeId);
    const apres = new Map(campagnes.flatMap((id) => photographier(context, id)).map((d) => [d.dossierId, d]));
    const dossiers = avant.flatMap((d) => {
      const ensuite = apres.get(d.dossierId);
      return ensuite ? [{ ...d, apres: ensuite.avant }] : [];
    });
    const somme = (f: (d: (typeof dossiers)[number]) => number) => dossiers.reduce((n, d) => n + f(d), 0);
    return {
      fige,
      dossiers: dossiers.filter((d) => JSON.stringify(d.avant) !== JSON.stringify(d.apres)),
      inchanges: dossiers.filter((d) => JSON.stringify(d.avant) === JSON.stringify(d.apres)).length,
      avant: {
        droitCentimes: somme((d) => d.avant.droitCentimes),
        agreeCentimes: somme((d) => d.avant.agreeCentimes ?? 0),
      },
      apres: {
        droitCentimes: somme((d) => d.apres.droitCentimes),
        agreeCentimes: somme((d) => d.apres.agreeCentimes ?? 0),
      },
    };
  });
}

interface Photo {
  readonly dossierId: number;
  readonly numero: string;
  readonly raisonSociale: string;
  readonly avant: DossierSousBareme;
}

function photographier(context: Context, campagneId: number): Photo[] {
  const lignes = Map.groupBy(lirePaiements(context, campagneId).lignes, (l) => l.dossierId);
  return evaluerToute(context, campagneId).map(({ ligne }) => {
    const siennes = lignes.get(ligne.id) ?? [];
    return {
      dossierId: ligne.id,
      numero: ligne.numero,
      raisonSociale: ligne.structure.raisonSociale,
      avant: {
        droitCentimes: ligne.droitCentimes,
        agreeCentimes: ligne.agreeCentimes,
        echeances: siennes.map(({ libelle, montantCentimes, datePrevue }) => ({
          libelle,
          montantCentimes,
          datePrevue,
        })),
        induCentimes: siennes.reduce((n, l) => n + l.induCentimes, 0),
      },
    };
  });
}

/** Repose chaque décision d’accord telle quelle : son montant se recalcule au barème du moment. */
function redecider(tx: Transaction, context: Context, campagneId: number): void {
  const campagne = lireCampagne(context, campagneId);
  for (const dossier of evaluerToute(context, campagneId)) {
    const seanceId = dossier.collectifs.find((c) => c.decision !== null)?.decision?.seanceId;
    if (seanceId === undefined) continue;
    appliquerDecisions(tx, { campagne, seanceId, dossier, voulues: memesDecisions(dossier) });
  }
}

function memesDecisions({ collectifs }: Evaluation) {
  return new Map(
    collectifs.flatMap(({ id, decision }) =>
      decision !== null && isAccorde(decision.nature)
        ? [[id, { nature: decision.nature, motif: decision.motif, texte: decision.texte }] as const]
        : [],
    ),
  );
}
