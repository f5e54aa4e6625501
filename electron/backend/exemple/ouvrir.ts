import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ecrire } from '../../../db/ecrire.ts';
import { creerAgent, trouverAgent } from '../../../db/queries/agents.ts';
import type { Agent } from '../../../shared/contract/commun.ts';
import { acteur, acteurDuPoste, agentCourant, nomComplet } from '../acteur.ts';
import { confirmerIban, listerIbans } from '../banque/ibans.ts';
import { creerCampagne, lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { lireDossiersComplets, listerDossiers } from '../dossiers/lire.ts';
import { evaluerToute } from '../dossiers/regles.ts';
import { analyser } from '../imports/analyser.ts';
import { deposerChemin } from '../imports/depots.ts';
import { executer } from '../imports/importer.ts';
import { Refus } from '../refus.ts';
import { appliquerDecisions } from '../seances/decider.ts';
import { lireEtatSeance, pointsADebattre } from '../seances/lire.ts';
import { creerSeance } from '../seances/preparer.ts';
import type { SurProgres } from '../suivi.ts';
import { lireParRegle } from './lire-par-regle.ts';

const ANNEE = '2026-2027';
/** Un peu sous le droit calculé de l’exemple : le Copil doit choisir. */
const ENVELOPPE_CENTIMES = 26_000_000;
const DATE_LIMITE = '2026-03-31';

export const REGLE_DE_DECISION =
  'Exemple décidé par règle, dans l’ordre des notes : pile favorable, agréé ; à débattre, agréé sous réserve tant que l’enveloppe le permet, sinon ajourné ; défavorable, refusé.';

const LECTEURS = [
  { prenom: 'Camille', nom: 'Aubry', courriel: null },
  { prenom: 'Hugo', nom: 'Besnard', courriel: null },
] as const;

/** Les deux agents de l’exemple, l’agent présent d’abord ; refuse avant toute écriture celui qui ne pourrait pas écrire. */
function choisirLecteurs(context: Context): [Agent, Agent] {
  const present = agentCourant(context);
  const autres = LECTEURS.filter((l) => l.prenom !== present?.prenom || l.nom !== present.nom);
  const [premier, second] = [...(present ? [present] : []), ...autres].map(
    (l) => trouverAgent(context.db, l.prenom, l.nom) ?? l,
  );
  if (!premier || !second) throw new Error('Deux lecteurs attendus');
  for (const l of [premier, second]) {
    if ('actif' in l && !l.actif)
      throw new Refus(
        'agent_inactif',
        `L’exemple est lu par ${nomComplet(l)}, qui n’est plus actif : réactivez-le dans Paramètres, puis réessayez.`,
      );
  }
  const obtenir = (l: typeof premier): Agent =>
    'id' in l ? l : ecrire(context.db, acteurDuPoste(context), (tx) => creerAgent(tx, l));
  return [obtenir(premier), obtenir(second)];
}

/** Le contexte du même poste, tenu par un autre agent. */
function tenuPar(context: Context, agent: Agent): Context {
  return { ...context, session: { agentId: agent.id } };
}

/**
 * Crée la campagne d’exemple par les mêmes fonctions que l’agent : import, lectures, séance, décisions.
 * Ne s’interrompt pas : une page fermée en chemin trouvera un exemple entier.
 */
export async function ouvrirExemple(
  context: Context,
  surProgres: SurProgres,
): Promise<{ campagneId: number; dossiers: number; collectifs: number; anomalies: number }> {
  const [premier, second] = choisirLecteurs(context);
  context.session.agentId = premier.id;
  surProgres(0, 100, 'Création de la campagne');
  const campagne = creerCampagne(context, {
    anneeScolaire: ANNEE,
    baremeCle: 'loiret-2019',
    charteCle: 'modele-depliant',
    enveloppeCentimes: ENVELOPPE_CENTIMES,
    dateLimiteDepot: DATE_LIMITE,
  });
  surProgres(5, 100, 'Import des réponses');
  const apercu = await importerExemple(context, campagne.id);
  const lignes = listerDossiers(context, campagne.id);
  const dossiers = lireDossiersComplets(
    context,
    campagne.id,
    lignes.map((l) => l.id),
  );
  for (const [i, dossier] of dossiers.entries()) {
    // Deux lecteurs se partagent les dossiers, un sur trois au second.
    const lecteur = i % 3 === 2 ? second : premier;
    lireParRegle(tenuPar(context, lecteur), dossier, campagne.charte, campagne.charteId);
    surProgres(
      20 + Math.round((60 * (i + 1)) / dossiers.length),
      100,
      `Lecture des dossiers : ${i + 1} sur ${dossiers.length}`,
    );
    // Rendre la main : la page montre l’avancée.
    await new Promise((suite) => setImmediate(suite));
  }
  surProgres(85, 100, 'Séance du Copil');
  deciderParRegle(context, campagne.id, premier, second);
  surProgres(95, 100, 'Confirmation des IBAN');
  for (const iban of listerIbans(context, campagne.id)) {
    if (iban.alerte === null)
      confirmerIban(tenuPar(context, second), {
        structureId: iban.structureId,
        iban: iban.iban,
        preuve: {
          aupresDe: 'personne',
          telephone: '0000000000',
          date: context.horloge.aujourdhui(),
          precision: 'exemple, confirmé par règle, sans appel',
        },
      });
  }
  surProgres(100, 100, 'Terminé');
  return {
    campagneId: campagne.id,
    dossiers: lignes.length,
    collectifs: lignes.reduce((n, l) => n + l.collectifs, 0),
    anomalies: apercu.anomalies.length,
  };
}

async function importerExemple(context: Context, campagneId: number) {
  const dossier = join(context.ressources, 'exemple');
  const fichier = readdirSync(dossier).find((f) => f.endsWith('.xlsx'));
  if (!fichier)
    throw new Refus('exemple_absent', 'Le fichier d’exemple manque dans l’installation : réinstallez l’application.');
  const { depotId } = await deposerChemin(context, join(dossier, fichier));
  const apercu = await analyser(context, { campagneId, depotId }, () => {});
  await executer(context, { campagneId, depotId });
  return apercu;
}

function deciderParRegle(context: Context, campagneId: number, premier: Agent, second: Agent): void {
  creerSeance(context, campagneId, {
    date: '2026-07-02',
    heureDebut: '09:00',
    heureFin: '12:00',
    lieu: 'Caf du Loiret, salle du conseil, 2 place St Charles, Orléans',
    presidence: 'Mme Sylvie Delorme, Caf du Loiret',
    ordre: 'pile',
    quorum: null,
    membres: [
      { institution: 'caf', nom: 'Sylvie Delorme', fonction: 'Présidente', courriel: null },
      { institution: 'caf', nom: nomComplet(premier), fonction: 'Rapporteur', courriel: null },
      { institution: 'caf', nom: nomComplet(second), fonction: 'Rapporteur', courriel: null },
      { institution: 'etat', nom: 'Karim Vasseur', fonction: 'Services de l’État', courriel: null },
      { institution: 'education_nationale', nom: 'Élodie Marchand', fonction: 'Inspection académique', courriel: null },
    ],
  });
  const seanceId = lireEtatSeance(context, campagneId).seance?.id ?? 0;
  const campagne = lireCampagne(context, campagneId);
  let reste = campagne.enveloppeCentimes ?? Number.POSITIVE_INFINITY;
  const parNote = evaluerToute(context, campagneId).toSorted(
    (a, b) =>
      (b.ligne.note.dixiemes ?? 0) - (a.ligne.note.dixiemes ?? 0) || a.ligne.numero.localeCompare(b.ligne.numero),
  );
  // Les favorables d’abord : ce qui reste de l’enveloppe va aux dossiers à débattre.
  const favorables = parNote.filter((e) => e.ligne.pile === 'favorable');
  for (const dossier of [...favorables, ...parNote.filter((e) => e.ligne.pile !== 'favorable')]) {
    if (dossier.collectifs.length === 0) continue;
    const { pile, droitCentimes } = dossier.ligne;
    const accorde = pile !== 'defavorable' && droitCentimes <= reste;
    if (accorde) reste -= droitCentimes;
    const nature = accorde
      ? pile === 'favorable'
        ? 'agree'
        : 'agree_sous_reserve'
      : pile === 'defavorable'
        ? 'refuse'
        : 'ajourne';
    const texte = nature === 'agree' ? '' : (pointsADebattre(dossier)[0] ?? 'Enveloppe épuisée.');
    const voulues = new Map(dossier.collectifs.map((c) => [c.id, { nature, motif: null, texte }] as const));
    ecrire(context.db, acteur(context), (tx) => appliquerDecisions(tx, { campagne, seanceId, dossier, voulues }));
  }
}
