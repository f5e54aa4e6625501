import { ecrire, type Transaction } from '../../db/ecrire.ts';
import {
  type EtapeDatee,
  modifierCampagne as ecrireCampagne,
  modifierEtape as ecrireEtape,
  insererBareme,
  insererCampagne,
  lireCampagne as lireLigne,
  listerCampagnes,
  publierCharte,
} from '../../db/queries/campagnes.ts';
import { listerChartes } from '../../db/queries/chartes.ts';
import type { Campagne } from '../../shared/contract/campagnes.ts';
import type { Bareme } from '../../shared/domaine/bareme.ts';
import { ETAPES } from '../../shared/domaine/libelles.ts';
import { formaterTaux } from '../../shared/domaine/nombres.ts';
import { acteur } from './acteur.ts';
import { exigerCampagneOuverte } from './cloture/exiger-ouverte.ts';
import type { Context } from './context.ts';
import { lireModelesBareme, lireModelesCharte, lireModelesEcheancier } from './modeles.ts';
import { introuvable, Refus } from './refus.ts';

export function lireModeles(context: Pick<Context, 'ressources' | 'horloge' | 'db'>) {
  const baremes = lireModelesBareme(context.ressources);
  const aujourdhui = context.horloge.aujourdhui();
  const annee = Number(aujourdhui.slice(0, 4));
  // L’appel à projets de l’année N part en février N : à partir de septembre, on prépare la campagne suivante.
  const debut = Number(aujourdhui.slice(5, 7)) >= 9 ? annee + 1 : annee;
  return {
    baremes: baremes.map((b) => ({
      cle: b.cle,
      libelle: `${b.contenu.nom} : ${formaterTaux(b.contenu.tauxPointsBase)}`,
      bareme: b.contenu,
    })),
    chartes: chartesUtilisables(context),
    echeanciers: lireModelesEcheancier(context.ressources),
    anneeScolaire: `${debut}-${debut + 1}`,
  };
}

const CLE_DE_BASE = 'charte:';

/** Les versions publiées de cette base, la plus récente d’abord, puis les modèles livrés qui n’y sont pas encore. */
function chartesUtilisables({
  db,
  ressources,
}: Pick<Context, 'ressources' | 'db'>): { cle: string; libelle: string }[] {
  const connues = listerChartes(db);
  const dire = ({ nom, version }: { nom: string; version: number }) => `${nom}, version ${version}`;
  return [
    ...connues
      .filter(({ etat }) => etat === 'publiee')
      .toSorted((a, b) => b.id - a.id)
      .map((c) => ({ cle: `${CLE_DE_BASE}${c.id}`, libelle: dire(c) })),
    ...lireModelesCharte(ressources)
      .filter(({ contenu }) => !connues.some((c) => c.nom === contenu.nom && c.version === contenu.version))
      .map(({ cle, contenu }) => ({ cle, libelle: dire(contenu) })),
  ];
}

/** La charte dite par sa clé, prête à être liée à une campagne : une version publiée, ou un modèle livré, alors publié. */
function choisirCharte(
  { db, ressources }: Pick<Context, 'ressources' | 'db'>,
  cle: string,
): (tx: Transaction) => number {
  const connues = listerChartes(db);
  const modele = lireModelesCharte(ressources).find((c) => c.cle === cle)?.contenu;
  const trouvee = modele
    ? connues.find(({ nom, version }) => nom === modele.nom && version === modele.version)
    : connues.find(({ id }) => `${CLE_DE_BASE}${id}` === cle);
  if (trouvee && trouvee.etat !== 'publiee')
    throw new Refus(
      'charte_non_publiee',
      `La charte « ${trouvee.nom} » version ${trouvee.version} n’est pas publiée dans cette base : choisissez-en une autre, ou publiez-en une nouvelle version.`,
    );
  if (trouvee) return () => trouvee.id;
  if (!modele) throw new Refus('charte_inconnue', `La charte « ${cle} » n’existe pas.`);
  return (tx) => publierCharte(tx, modele);
}

/** @throws Refus si des chiffres se contredisent */
export function controlerBareme(bareme: Bareme): void {
  if (bareme.effectifMinimum > bareme.effectifMaximum) {
    throw new Refus('effectif', 'L’effectif minimum dépasse l’effectif maximum.');
  }
  const parts = bareme.echeancier.acomptes.reduce((somme, a) => somme + a.partPointsBase, 0);
  if (parts > 10_000) throw new Refus('parts', 'Les acomptes dépassent 100 % du droit : le solde serait négatif.');
}

export interface DemandeCampagne {
  readonly anneeScolaire: string;
  readonly baremeCle: string;
  readonly charteCle: string;
  readonly enveloppeCentimes: number | null;
  readonly dateLimiteDepot: string;
  /** Remplace les valeurs du préréglage. */
  readonly bareme?:
    | {
        readonly tauxPointsBase?: number | undefined;
        readonly plafondCentimes?: number | undefined;
        readonly echeancier?: Bareme['echeancier'] | undefined;
      }
    | undefined;
}

export function creerCampagne(context: Context, demande: DemandeCampagne): Campagne {
  const { anneeScolaire } = demande;
  const [debut = 0, fin = 0] = anneeScolaire.split('-').map(Number);
  if (fin !== debut + 1)
    throw new Refus('annee', `« ${anneeScolaire} » n’est pas une année scolaire : écrivez par exemple 2026-2027.`);
  if (listerCampagnes(context.db).some((c) => c.anneeScolaire === anneeScolaire)) {
    throw new Refus('campagne_existante', `La campagne ${anneeScolaire} existe déjà : choisissez-la dans la liste.`);
  }
  const modele = lireModelesBareme(context.ressources).find((b) => b.cle === demande.baremeCle);
  if (!modele)
    throw new Refus(
      'bareme_inconnu',
      `Le barème « ${demande.baremeCle} » n’existe pas. Barèmes connus : ${lireModelesBareme(context.ressources)
        .map((b) => b.cle)
        .join(', ')}.`,
    );
  const charte = choisirCharte(context, demande.charteCle);
  const modifie = Object.values(demande.bareme ?? {}).some((v) => v !== undefined);
  const bareme: Bareme = {
    ...modele.contenu,
    anneeScolaire,
    ...(modifie
      ? {
          nom: `Barème ${anneeScolaire}`,
          origine: `saisi par l’agent à partir de « ${modele.contenu.nom} »`,
          tauxPointsBase: demande.bareme?.tauxPointsBase ?? modele.contenu.tauxPointsBase,
          plafondCentimes: demande.bareme?.plafondCentimes ?? modele.contenu.plafondCentimes,
          echeancier: demande.bareme?.echeancier ?? modele.contenu.echeancier,
        }
      : {}),
  };
  controlerBareme(bareme);
  const id = ecrire(context.db, acteur(context), (tx) =>
    insererCampagne(
      tx,
      {
        anneeScolaire,
        enveloppeCentimes: demande.enveloppeCentimes,
        dateLimiteDepot: demande.dateLimiteDepot,
        baremeId: insererBareme(tx, bareme),
        charteId: charte(tx),
      },
      datesParDefaut(debut),
    ),
  );
  return lireCampagne(context, id);
}

/** Les mois de début du dépliant ; les fins ne sont pas connues. */
function datesParDefaut(anneeRentree: number): EtapeDatee[] {
  return ETAPES.map((e) => ({
    numero: e.numero,
    debut: `${anneeRentree + e.decalageAnnee}-${String(e.debutMois).padStart(2, '0')}-01`,
    fin: null,
  }));
}

export function lireCampagne(context: Pick<Context, 'db' | 'horloge'>, campagneId: number): Campagne {
  const ligne = lireLigne(context.db, campagneId);
  if (!ligne) throw introuvable('Cette campagne');
  const aujourdhui = context.horloge.aujourdhui();
  return {
    id: ligne.id,
    anneeScolaire: ligne.anneeScolaire,
    enveloppeCentimes: ligne.enveloppeCentimes,
    dateLimiteDepot: ligne.dateLimiteDepot,
    baremeId: ligne.baremeId,
    bareme: ligne.bareme,
    charteId: ligne.charteId,
    charte: ligne.charte,
    etapes: ETAPES.map((etape) => {
      const datee = ligne.etapes.find((e) => e.numero === etape.numero);
      const debut = datee?.debut ?? aujourdhui;
      const fin = datee?.fin ?? null;
      return {
        numero: etape.numero,
        libelle: etape.libelle,
        debut,
        fin,
        etat: etatEtape(debut, fin, suivante(ligne.etapes, etape.numero), aujourdhui),
      };
    }),
  };
}

/** Sans date de fin, une étape dure jusqu’au début de la première étape qui commence après elle. */
function suivante(datees: readonly EtapeDatee[], numero: number): string | null {
  const debut = datees.find((e) => e.numero === numero)?.debut ?? '';
  return (
    datees
      .map((e) => e.debut)
      .filter((d) => d > debut)
      .toSorted()[0] ?? null
  );
}

function etatEtape(
  debut: string,
  fin: string | null,
  debutSuivante: string | null,
  aujourdhui: string,
): Campagne['etapes'][number]['etat'] {
  if (aujourdhui < debut) return 'a_venir';
  if (fin !== null) return aujourdhui <= fin ? 'en_cours' : 'faite';
  return debutSuivante !== null && aujourdhui >= debutSuivante ? 'faite' : 'en_cours';
}

export function modifierCampagne(
  context: Context,
  demande: { campagneId: number; enveloppeCentimes: number | null; dateLimiteDepot: string; motif: string },
): Campagne {
  const { campagneId, enveloppeCentimes, dateLimiteDepot, motif } = demande;
  exigerCampagneOuverte(context.db, campagneId);
  const avant = lireCampagne(context, campagneId);
  ecrire(context.db, acteur(context), (tx) =>
    ecrireCampagne(
      tx,
      campagneId,
      { enveloppeCentimes: avant.enveloppeCentimes, dateLimiteDepot: avant.dateLimiteDepot },
      { enveloppeCentimes, dateLimiteDepot },
      motif,
    ),
  );
  return lireCampagne(context, campagneId);
}

export function modifierEtape(
  context: Context,
  demande: { campagneId: number; numero: number; debut: string; fin: string | null },
): Campagne {
  const { campagneId, numero, debut, fin } = demande;
  if (fin !== null && fin < debut) throw new Refus('dates', 'La fin de l’étape est avant son début.');
  exigerCampagneOuverte(context.db, campagneId);
  const avant = lireCampagne(context, campagneId).etapes.find((e) => e.numero === numero);
  if (!avant) throw introuvable('Cette étape');
  ecrire(context.db, acteur(context), (tx) =>
    ecrireEtape(tx, campagneId, { numero, debut: avant.debut, fin: avant.fin }, { numero, debut, fin }),
  );
  return lireCampagne(context, campagneId);
}
