import { expect } from 'vitest';
import { confirmerIban } from '../../../electron/backend/banque/ibans.ts';
import { modifierCampagne } from '../../../electron/backend/campagnes.ts';
import { isChangementDeMontant } from '../../../electron/backend/paiements/essayer-bareme.ts';
import { modifierBareme } from '../../../electron/backend/parametres.ts';
import { Refus } from '../../../electron/backend/refus.ts';
import { annulerDecision, decider } from '../../../electron/backend/seances/decider.ts';
import { modifierSeance } from '../../../electron/backend/seances/preparer.ts';
import type { Bareme } from '../../../shared/domaine/bareme.ts';
import { assertNever } from '../../../shared/domaine/libelles.ts';
import { APPEL, type Atelier, contenu, importer, lectureDe, SEANCE } from './argent-essai.ts';
import { controler } from './modele-argent-controles.ts';
import {
  ACCORDE,
  baremeDe,
  type Changement,
  changer,
  chiffrer,
  choisir,
  type DossierModele,
  dossiersDeDepart,
  type Etat,
  type Geste,
  isAccorde,
  type Regles,
  visibles,
} from './modele-argent-etat.ts';

export interface Modele {
  faire(geste: Geste): void;
  /** Compare la base au modèle, et ses sommes entre elles. Rend l’argent engagé, en centimes. */
  controler(): number;
  fermer(): void;
}

/** La base et, à côté, ce qu’elle devrait dire, tenu par les seules règles de shared/domaine. */
export function ouvrirModele(atelier: Atelier, regles: Regles, enveloppeCentimes: number | null): Modele {
  const etat: Etat = {
    bareme: baremeDe(regles),
    enveloppeCentimes,
    banc: atelier.ouvrir(baremeDe(regles), enveloppeCentimes),
    dossiers: dossiersDeDepart(),
    importe: false,
    seance: null,
  };
  return {
    faire: (geste) => faire(etat, geste),
    controler: () => controler(etat),
    fermer: () => etat.banc.fermer(),
  };
}

function faire(etat: Etat, geste: Geste): void {
  switch (geste.type) {
    case 'importer':
      return recevoir(etat, geste.quoi, geste.n, geste.m);
    case 'decider':
      return prendre(etat, geste);
    case 'annuler':
      return annuler(etat, geste.n);
    case 'ordonner':
      return ordonner(etat, geste.n);
    case 'confirmer':
      return confirmer(etat, geste.n, geste.parSecond);
    case 'baremer':
      return baremer(etat, baremeDe(geste.regles));
    case 'doter':
      return doter(etat, geste.centimes);
    default:
      return assertNever(geste);
  }
}

function recevoir(etat: Etat, quoi: Changement, n: number, m: number): void {
  const { banc, dossiers } = etat;
  const dossier = choisir(dossiers, n);
  const change = changer(dossier, quoi, m);
  const avant = change ? null : contenu(banc.context.db);
  const plan = importer(
    banc.context,
    banc.campagneId,
    lectureDe(
      dossiers.map(({ numero, nom, siret, iban, budgetCentimes, collectifs, endroit }) => {
        const presents = collectifs.filter((c) => c.present);
        return {
          numero,
          nom,
          siret,
          iban,
          budgetCentimes,
          collectifs: endroit ? presents : presents.toReversed(),
        };
      }),
    ),
  );
  if (!etat.importe) {
    etat.importe = true;
    // Le fichier fait les rangs : la première fois, son ordre est celui de la base.
    for (const d of dossiers) {
      const recus = d.collectifs.filter((c) => c.present);
      d.collectifs.splice(0, d.collectifs.length, ...(d.endroit ? recus : recus.toReversed()));
      d.endroit = true;
    }
    return;
  }
  expect(plan.bilan.dossiers).toEqual({
    nouveaux: 0,
    modifies: change ? 1 : 0,
    inchanges: dossiers.length - (change ? 1 : 0),
    disparus: 0,
  });
  if (avant !== null) expect(contenu(banc.context.db)).toBe(avant);
  // Un import ne change jamais un IBAN : il est déjà celui du porteur, ou une demande l’attend.
  if (quoi === 'iban' && change) expect(ibansDe(etat, dossier)).toContain(dossier.iban);
}

/** Le compte actif du porteur, et celui qu’une demande ouverte propose. */
function ibansDe({ banc }: Etat, { numero }: DossierModele): unknown[] {
  return banc.context.db.$client
    .prepare(
      `SELECT c.iban FROM dossiers d JOIN coordonnees_bancaires c ON c.structure_id = d.structure_id AND c.actif = 1 WHERE d.numero = @numero
       UNION SELECT i.iban FROM dossiers d JOIN demandes_iban i ON i.structure_id = d.structure_id AND i.etat = 'ouverte' WHERE d.numero = @numero`,
    )
    .pluck()
    .all({ numero });
}

function prendre(etat: Etat, geste: Extract<Geste, { type: 'decider' }>): void {
  const { banc, bareme, dossiers } = etat;
  const tous = visibles(etat);
  if (tous.length === 0) return;
  const dossier = choisir(dossiers, geste.n);
  const choisis = {
    un: () => [choisir(tous, geste.n)],
    dossier: () => tous.filter((c) => c.dossier === dossier),
    tous: () => tous,
    masque: () => tous.filter((_, i) => ((geste.n >> (i % 10)) & 1) === 1),
  }[geste.portee]();
  if (choisis.length === 0) return;
  const accorde = ACCORDE.has(geste.nature);
  const refuse = accorde && choisis.some((c) => !c.modele.present && !isAccorde(c.modele));
  const decision = () =>
    decider(banc.context, {
      seanceId: banc.seanceId,
      collectifIds: choisis.map((c) => c.ligne.id),
      nature: geste.nature,
      motif: null,
      texte: geste.nature === 'agree' ? '' : 'dit en séance',
    });
  if (refuse) {
    const avant = contenu(banc.context.db);
    expect(decision).toThrow(Refus);
    expect(contenu(banc.context.db)).toBe(avant);
    return;
  }
  decision();
  for (const d of dossiers) {
    const demandes = new Set(choisis.filter((c) => c.dossier === d).map((c) => c.modele));
    if (demandes.size === 0) continue;
    const avant = new Set(d.collectifs.filter((c) => c.present && isAccorde(c)));
    for (const c of demandes)
      c.decision = { nature: geste.nature, montantCentimes: accorde ? (c.decision?.montantCentimes ?? 0) : 0 };
    chiffrer(d, demandes, avant, bareme);
  }
}

function annuler(etat: Etat, n: number): void {
  const { banc, bareme } = etat;
  const tous = visibles(etat);
  if (tous.length === 0) return;
  const { dossier, modele, ligne } = choisir(tous, n);
  const annulation = () =>
    annulerDecision(banc.context, { seanceId: banc.seanceId, collectifId: ligne.id, motif: 'erreur' });
  if (!modele.decision) {
    expect(annulation).toThrow(Refus);
    return;
  }
  annulation();
  const avant = new Set(dossier.collectifs.filter((c) => c.present && isAccorde(c)));
  modele.decision = null;
  chiffrer(dossier, new Set([modele]), avant, bareme);
}

function ordonner({ banc }: Etat, n: number): void {
  const ordre = choisir(['pile', 'territoire', 'note'] as const, n);
  modifierSeance(banc.context, banc.seanceId, { ...SEANCE, ordre });
}

function confirmer({ banc }: Etat, n: number, parSecond: boolean): void {
  const actives = banc.context.db.$client
    .prepare('SELECT structure_id AS structureId, iban, etat FROM coordonnees_bancaires WHERE actif = 1 ORDER BY id')
    .all() as { structureId: number; iban: string; etat: string }[];
  if (actives.length === 0) return;
  const { structureId, iban, etat } = choisir(actives, n);
  const confirmation = () =>
    confirmerIban(parSecond ? banc.second : banc.context, { structureId, iban, preuve: APPEL });
  // Tous les imports sont faits par le premier agent.
  if (parSecond && etat === 'a_verifier') confirmation();
  else expect(confirmation).toThrow(Refus);
}

function baremer(etat: Etat, bareme: Bareme): void {
  const { banc, dossiers } = etat;
  const modification = () => modifierBareme(banc.context, 1, bareme, 'essai');
  const decide = dossiers.some((d) => d.collectifs.some((c) => c.decision !== null));
  // Une fois décidé, seul l’échéancier peut encore changer : les échéances suivent.
  if (decide && isChangementDeMontant(etat.bareme, bareme)) {
    expect(modification).toThrow(Refus);
    return;
  }
  modification();
  etat.bareme = bareme;
}

function doter(etat: Etat, centimes: number | null): void {
  const { context, campagneId } = etat.banc;
  modifierCampagne(context, {
    campagneId,
    enveloppeCentimes: centimes,
    dateLimiteDepot: '2026-03-31',
    motif: 'essai',
  });
  etat.enveloppeCentimes = centimes;
}
