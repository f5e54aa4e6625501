import { join } from 'node:path';
import { expect } from 'vitest';
import { ecrire } from '../../../../db/ecrire.ts';
import { noterIssues, solderLot } from '../../../../db/queries/fichiers-lot.ts';
import { acteur } from '../../../../electron/backend/acteur.ts';
import { accepterDemande, refuserDemande } from '../../../../electron/backend/banque/demandes.ts';
import { relever } from '../../../../electron/backend/cloture/obstacles.ts';
import { retirerDuLot } from '../../../../electron/backend/lots/preparer.ts';
import { abandonnerLot, annulerLot } from '../../../../electron/backend/lots/valider.ts';
import { annulerMouvement, noterMouvement } from '../../../../electron/backend/paiements/indus.ts';
import { lirePaiements } from '../../../../electron/backend/paiements/lire.ts';
import { reviserEcheancier } from '../../../../electron/backend/paiements/reviser.ts';
import { Refus } from '../../../../electron/backend/refus.ts';
import { annulerDecision, decider } from '../../../../electron/backend/seances/decider.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { comparerLot } from '../../../../electron/backend/tableurs/lot/comparer-lot.ts';
import { ecrireLot } from '../../../../electron/backend/tableurs/lot/ecrire-lot.ts';
import type { ContenuDeLot } from '../../../../shared/domaine/lot.ts';
import { APPEL, type Banc, IBANS, importer, lectureDe, SIRETS, source } from '../argent-essai.ts';
import { dossierTemporaire } from '../socle-essai.ts';
import { controlerLot, lireContenuFige } from './controler-lot.ts';
import { bilan, type DossierEssai, noterEvenement, preparer, preparerLeTerrain, valider } from './lot-essai.ts';
import { lireIndusDus, lireMouvements, lireSommes } from './modele-lots-dettes.ts';

export interface Geste {
  readonly type:
    | 'decider'
    | 'evenement'
    | 'bilan'
    | 'preparer'
    | 'valider'
    | 'retirer'
    | 'abandonner'
    | 'annuler'
    | 'payer'
    | 'rejeter'
    | 'recouvrer'
    | 'annulerMouvement'
    | 'changerIban'
    | 'verifierIban'
    | 'reimporter'
    | 'relire'
    | 'reexporter'
    | 'sauver'
    | 'restaurer';
  readonly n: number;
  readonly m: number;
}

/** Ce que l’essai sait d’un dossier, tenu à part de la base. */
interface DossierModele {
  agree: number;
  /** Celui de la dernière validation. */
  reel: number | null;
  /** Faux : jamais validé, ou rouvert depuis. */
  valide: boolean;
  arrete: boolean;
  /** Échéances émises : montant par identifiant. */
  emises: Record<number, number>;
  payees: number[];
  rendu: number;
  abandonne: number;
}

interface Etat {
  dossiers: DossierModele[];
  /** Rang pris par chaque lot validé, dans l’ordre. */
  numeros: string[];
  /** Contenu figé de chaque lot validé. */
  contenus: Record<number, string>;
  /** Empreinte du duplicata de chaque lot dont le classeur a été écrit. */
  classeurs: Record<number, string>;
}

export interface Modele {
  commencer(): void;
  faire(geste: Geste): Promise<void>;
  controler(): void;
  finir(): void;
  /** Lots validés et classeurs écrits en tout. */
  faits(): { readonly lots: number; readonly classeurs: number };
  fermer(): void;
}

const COUTS = [900_000, 600_000, 600_000];
const AGREES = [256_300, 195_000, 195_000];
const REELS = [0, 1, 100_000, 180_000, 256_300, 300_000];

interface LigneBrute {
  readonly id: number;
  readonly lotId: number;
  readonly echeanceId: number;
  readonly dossierId: number;
  readonly montant: number;
  readonly issue: string | null;
}

export function ouvrirModele(banc: Banc): Modele {
  const { context, campagneId, second } = banc;
  const { $client: client } = context.db;
  const dossiers = preparerLeTerrain(banc);
  let etat: Etat = initial();
  let sauvegarde: string | null = null;
  let valides = 0;
  let classeurs = 0;
  const classeur = join(dossierTemporaire(), 'lot.xlsx');

  function initial(): Etat {
    return {
      dossiers: AGREES.map((agree) => {
        return { agree, reel: null, valide: false, arrete: false, emises: {}, payees: [], rendu: 0, abandonne: 0 };
      }),
      numeros: [],
      contenus: {},
      classeurs: {},
    };
  }
  const choisir = <T>(liste: readonly T[], rang: number): T | undefined => liste[rang % Math.max(1, liste.length)];
  const dossierDe = (rang: number): { reel: DossierEssai; modele: DossierModele } => {
    const i = rang % dossiers.length;
    const [reel, modele] = [dossiers[i], etat.dossiers[i]];
    if (!reel || !modele) throw new Error('dossier absent');
    return { reel, modele };
  };
  const lotsEn = (etats: string) =>
    client.prepare(`SELECT id FROM lots WHERE etat IN (${etats}) ORDER BY id`).pluck().all() as number[];
  const lignesDe = (lotId: number) =>
    client
      .prepare(
        `SELECT x.id, x.lot_id AS lotId, x.echeance_id AS echeanceId, e.dossier_id AS dossierId, x.montant_centimes AS montant, x.issue
         FROM lignes_lot x JOIN echeances e ON e.id = x.echeance_id WHERE x.lot_id = ? ORDER BY x.rang`,
      )
      .all(lotId) as LigneBrute[];
  const modeleDe = (dossierId: number) => etat.dossiers[dossiers.findIndex((d) => d.id === dossierId)];
  /** Refusé ou fait : un refus attendu ne change rien, toute autre erreur est un défaut. */
  function tenter(action: () => void): boolean {
    try {
      action();
      return true;
    } catch (cause) {
      if (cause instanceof Refus) return false;
      throw cause;
    }
  }

  const gestes: Readonly<Record<Geste['type'], (n: number, m: number) => void | Promise<void>>> = {
    decider(n, m) {
      const { reel, modele } = dossierDe(n);
      const [collectifId = 0] = reel.collectifIds;
      if (m % 3 === 0) {
        const fait = tenter(() => annulerDecision(context, { seanceId: banc.seanceId, collectifId, motif: 'erreur' }));
        if (fait) expect(modele.valide && modele.agree > 0).toBe(false);
        if (fait) modele.agree = 0;
        return;
      }
      const nature = m % 3 === 1 ? 'agree' : 'refuse';
      const collectifIds = [collectifId];
      const fait = tenter(() =>
        decider(context, { seanceId: banc.seanceId, collectifIds, nature, motif: null, texte: 'dit' }),
      );
      // Le droit réel fixé, ce qui est accordé ne change plus.
      expect(fait).toBe(!(modele.valide && (nature === 'agree' || modele.agree > 0)));
      if (!fait) return;
      modele.agree = nature === 'agree' ? (AGREES[n % AGREES.length] ?? 0) : 0;
    },
    evenement(n, m) {
      const { reel, modele } = dossierDe(n);
      // L’application le refuserait : le bilan validé a déjà fixé le droit (`deroulement`).
      if (modele.valide) return;
      const cible = { campagneId, dossierId: reel.id, collectifId: reel.collectifIds[0] ?? 0 };
      // Non ouvert, puis ouvert dès septembre : l’un annule l’autre.
      noterEvenement(context, cible, m % 2 === 0 ? 'non_demarre' : 'demarrage', '2026-09-07');
      modele.arrete = m % 2 === 0;
    },
    bilan(n, m) {
      const { reel, modele } = dossierDe(n);
      const droit = m % 4 === 0 ? null : (choisir(REELS, m) ?? 0);
      bilan(context, campagneId, reel.id, droit);
      modele.valide = droit !== null;
      if (droit !== null) modele.reel = droit;
    },
    preparer: () => void tenter(() => preparer(banc)),
    valider(n, m) {
      const lotId = choisir(lotsEn("'prepare'"), n);
      if (lotId === undefined) return;
      if (m % 5 === 0) {
        expect(() => valider(context, lotId)).toThrow(Refus);
        return;
      }
      const attendu = `2026-${String(etat.numeros.length + 1).padStart(3, '0')}`;
      if (!tenter(() => expect(valider(second, lotId)).toBe(attendu))) return;
      valides += 1;
      etat.numeros.push(attendu);
      for (const l of lignesDe(lotId)) {
        const modele = modeleDe(l.dossierId);
        if (modele) modele.emises[l.echeanceId] = l.montant;
      }
      etat.contenus[lotId] = figer(lotId);
    },
    retirer(n, m) {
      const lotId = choisir(lotsEn("'prepare'"), n);
      const ligne = lotId === undefined ? undefined : choisir(lignesDe(lotId), m);
      if (lotId !== undefined && ligne) retirerDuLot(context, { lotId, echeanceId: ligne.echeanceId });
    },
    abandonner(n) {
      const lotId = choisir(lotsEn("'prepare'"), n);
      if (lotId !== undefined) abandonnerLot(context, { lotId, motif: 'essai' });
    },
    annuler(n) {
      const lotId = choisir(lotsEn("'valide', 'paye', 'annule'"), n);
      if (lotId === undefined) return;
      const lignes = lignesDe(lotId);
      const permis = lotsEn("'valide'").includes(lotId) && lignes.every((l) => l.issue !== 'payee');
      expect(tenter(() => annulerLot(context, { lotId, motif: 'essai' }))).toBe(permis);
      if (permis) for (const l of lignes) if (l.issue === null) delete modeleDe(l.dossierId)?.emises[l.echeanceId];
    },
    payer: (n, m) => noter(n, m, 'payee'),
    rejeter: (n, m) => noter(n, m, 'rejetee'),
    recouvrer(n, m) {
      const indus = lireIndusDus(client);
      const indu = choisir(indus, n);
      const modele = indu && modeleDe(indu.dossierId);
      if (!indu || !modele) return;
      const montantCentimes = 1 + (m % Math.max(1, indu.reste + 1));
      const nature = (['recouvre', 'compense', 'abandonne'] as const)[m % 3] ?? 'recouvre';
      const fait = tenter(() =>
        noterMouvement(context, {
          induId: indu.id,
          nature,
          montantCentimes,
          date: '2026-06-12',
          reference: null,
          motif: 'essai',
        }),
      );
      expect(fait).toBe(montantCentimes <= indu.reste);
      if (fait && nature === 'abandonne') modele.abandonne += montantCentimes;
      else if (fait) modele.rendu += montantCentimes;
    },
    annulerMouvement(n) {
      const mouvement = choisir(lireMouvements(client), n);
      const modele = mouvement && modeleDe(mouvement.dossierId);
      if (!mouvement || !modele) return;
      const fait = tenter(() => annulerMouvement(context, { mouvementId: mouvement.id, motif: 'essai' }));
      const { nature, montant, caduc } = mouvement;
      // Ce que le logiciel a noté ne s’annule pas ; un abandon que le droit a rattrapé, non plus.
      if (nature === 'revise' || nature === 'caduc') expect(fait).toBe(false);
      else if (nature !== 'abandonne' || caduc === 0) expect(fait).toBe(true);
      if (fait && nature === 'abandonne') modele.abandonne -= montant;
      else if (fait) modele.rendu -= montant;
    },
    changerIban: (n) => recevoir(IBANS.map((iban, i) => (i === n % IBANS.length ? NOUVEL_IBAN : iban))),
    verifierIban(n) {
      const demande = choisir(
        client.prepare("SELECT id, iban FROM demandes_iban WHERE etat = 'ouverte' ORDER BY id").all() as {
          id: number;
          iban: string;
        }[],
        n,
      );
      if (!demande) return;
      const vise = { demandeId: demande.id, iban: demande.iban };
      tenter(() =>
        n % 2 === 0
          ? accepterDemande(second, { ...vise, preuve: APPEL })
          : refuserDemande(second, { ...vise, motif: 'faux' }),
      );
    },
    reimporter: () => recevoir(IBANS),
    relire() {
      for (const [lotId, contenu] of Object.entries(etat.contenus)) expect(figer(Number(lotId))).toBe(contenu);
    },
    /** Le classeur écrit sur le disque, relu case à case : mêmes octets qu’avant, même somme que la base. */
    async reexporter(n) {
      const lotId = choisir(lotsEn("'valide', 'paye'"), n);
      if (lotId === undefined) return;
      const contenu = JSON.parse(figer(lotId)) as ContenuDeLot;
      const { sha256 } = await ecrireLot(contenu, { sortie: classeur, exemplaire: 'duplicata' });
      etat.classeurs[lotId] ??= sha256;
      expect(sha256).toBe(etat.classeurs[lotId]);
      const lu = comparerLot(await lireTableur(classeur, { noterFormules: 'textes' }), contenu, 'duplicata');
      const lignes = lignesDe(lotId);
      expect(lu).toMatchObject({
        nombreEcarts: 0,
        lignes: lignes.length,
        montantCentimes: lignes.reduce((s, l) => s + l.montant, 0),
      });
      classeurs += 1;
    },
    sauver() {
      if (sauvegarde !== null) client.exec('RELEASE sauvegarde');
      client.exec('SAVEPOINT sauvegarde');
      sauvegarde = JSON.stringify(etat);
    },
    restaurer() {
      if (sauvegarde === null) return;
      client.exec('ROLLBACK TO sauvegarde');
      etat = JSON.parse(sauvegarde) as Etat;
    },
  };

  /** Le fichier des porteurs arrive à nouveau, comptes changés ou non. */
  function recevoir(ibans: readonly string[]): void {
    importer(
      context,
      campagneId,
      lectureDe(
        COUTS.map((coutCentimes, i) =>
          source({
            numero: `100${i + 1}`,
            nom: `Porteur ${'ABC'.charAt(i)}`,
            siret: SIRETS[i] ?? null,
            iban: ibans[i] ?? null,
            budgetCentimes: coutCentimes,
            collectifs: [{ libelle: 'Rouge', coutCentimes, effectif: 10 }],
          }),
        ),
      ),
    );
  }

  /** Ce que l’agence comptable renvoie d’une ligne d’un lot validé. */
  function noter(n: number, m: number, issue: 'payee' | 'rejetee'): void {
    const lotId = choisir(lotsEn("'valide'"), n);
    const ligne =
      lotId === undefined
        ? undefined
        : choisir(
            lignesDe(lotId).filter((l) => l.issue === null),
            m,
          );
    const modele = ligne && modeleDe(ligne.dossierId);
    if (!ligne || !modele) return;
    ecrire(context.db, acteur(context), (tx) => {
      noterIssues(tx, [{ ligneId: ligne.id, issue, le: '2026-12-18', reference: null, motif: null }]);
      if (lignesDe(ligne.lotId).every((l) => l.issue !== null)) solderLot(tx, ligne.lotId);
      tx.journaliser({ action: 'lot.rapprocher', libelle: 'Essai', objet: `lot:${ligne.lotId}` });
      reviserEcheancier(tx, campagneId, ligne.dossierId);
    });
    if (issue === 'payee') modele.payees.push(ligne.echeanceId);
    else delete modele.emises[ligne.echeanceId];
  }

  const figer = (lotId: number) => lireContenuFige(client, lotId);

  function controler(): void {
    for (const [i, d] of etat.dossiers.entries()) {
      const reel = dossiers[i];
      const { total, indu } = lireSommes(client, reel?.id);
      const emis = Object.values(d.emises).reduce((s, v) => s + v, 0);
      // Rouvert, un bilan tient encore l’échéancier ; plus rien d’agréé, il n’en reste rien.
      const tenu = d.valide || d.agree > 0 ? d.reel : null;
      const droit = tenu ?? (d.arrete ? 0 : d.agree);
      const acquis = tenu ?? d.agree;
      // Le droit a rattrapé un abandon : il ne couvre plus rien.
      d.abandonne = Math.min(d.abandonne, Math.max(0, emis - d.rendu - acquis));
      expect({ i, total, indu }).toEqual({
        i,
        total: emis + Math.max(0, droit - emis + d.rendu),
        indu: Math.max(0, emis - d.rendu - acquis - d.abandonne),
      });
      // Payée, une échéance reste payée, une fois.
      expect(new Set(d.payees).size).toBe(d.payees.length);
    }
    expect(
      client.prepare('SELECT echeance_id FROM lignes_lot WHERE active = 1 GROUP BY 1 HAVING count(*) > 1').all(),
    ).toEqual([]);
    expect(
      client.prepare("SELECT echeance_id FROM lignes_lot WHERE issue = 'payee' GROUP BY 1 HAVING count(*) > 1").all(),
    ).toEqual([]);
    expect(client.prepare('SELECT numero FROM lots WHERE numero IS NOT NULL ORDER BY rang').pluck().all()).toEqual(
      etat.numeros,
    );
    expect(client.prepare('SELECT id FROM echeances WHERE montant_centimes < 0').all()).toEqual([]);
    for (const lotId of lotsEn("'valide', 'paye'")) controlerLot(client, lotId);
  }

  return {
    commencer() {
      client.exec('SAVEPOINT suite');
      etat = initial();
      sauvegarde = null;
    },
    faire: async ({ type, n, m }) => gestes[type](n, m),
    controler,
    finir() {
      // À la fin d’une suite, les contrôles que l’écran montre, une fois.
      expect(lirePaiements(context, campagneId).controles.filter((c) => !c.egal)).toEqual([]);
      expect(relever(context.db, campagneId).obstacles.filter((o) => o.code === 'ecart')).toEqual([]);
      client.exec('ROLLBACK TO suite; RELEASE suite');
    },
    faits: () => ({ lots: valides, classeurs }),
    fermer: () => banc.fermer(),
  };
}

const NOUVEL_IBAN = 'FR7630003000401234567890143';
