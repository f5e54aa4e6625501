import { join } from 'node:path';
import { ecrire } from '../../db/ecrire.ts';
import { creerAgent, trouverAgent } from '../../db/queries/agents.ts';
import type { Apercu } from '../../shared/contract/imports.ts';
import { LIBELLES_DECISION, LIBELLES_PILE, pluriel } from '../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEuros } from '../../shared/domaine/nombres.ts';
import { acteurDuPoste } from '../backend/acteur.ts';
import { creerCampagne } from '../backend/campagnes.ts';
import type { Context } from '../backend/context.ts';
import { produireDossierDeSeance, produireEcheancier } from '../backend/documents/produire.ts';
import { lireDossiersComplets, listerDossiers } from '../backend/dossiers/lire.ts';
import { REGLE_DE_LECTURE } from '../backend/exemple/lire-par-regle.ts';
import { ouvrirExemple, REGLE_DE_DECISION } from '../backend/exemple/ouvrir.ts';
import { analyser } from '../backend/imports/analyser.ts';
import { deposerChemin } from '../backend/imports/depots.ts';
import { executer as executerImport } from '../backend/imports/importer.ts';
import { verifierBase } from '../backend/journal.ts';
import { lirePaiements } from '../backend/paiements.ts';
import { Refus } from '../backend/refus.ts';
import { lireEtatSeance } from '../backend/seances/lire.ts';
import { RefusDeLecture } from '../backend/tableurs/classeur.ts';
import { COMMANDES_APPEL } from './commandes-appel.ts';
import { COMMANDES_PIECES } from './commandes-pieces.ts';
import {
  type Commande,
  campagneVisee,
  type Demande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';

/** L’agent au nom de qui la commande écrit, créé au besoin. */
export function choisirAgentDeCommande(context: Context, nomComplet: string | null): void {
  const [prenom = 'Ligne', ...suite] = (nomComplet ?? 'Ligne de commande').split(' ');
  const nom = suite.join(' ');
  if (!nom) throw new MauvaisUsage('Écrivez --agent "Prénom Nom".');
  // Cherché dans la transaction : deux commandes lancées ensemble créeraient le même agent.
  const agent = ecrire(
    context.db,
    acteurDuPoste(context),
    (tx) => trouverAgent(tx.db, prenom, nom) ?? creerAgent(tx, { prenom, nom, courriel: null }),
  );
  if (!agent.actif) throw new Refus('agent_inactif', `${prenom} ${nom} n’est plus actif.`);
  context.session.agentId = agent.id;
}

function lireEnveloppe(texte: unknown): number | null {
  if (texte === undefined) return null;
  if (typeof texte !== 'string' || !/^\d+$/.test(texte) || !Number.isSafeInteger(Number(texte)))
    throw new MauvaisUsage('--enveloppe attend un nombre entier de centimes (26000000 pour 260 000,00 €).');
  return Number(texte);
}

async function ecrireDossierDeSeance(context: Context, campagneId: number, chemin: string) {
  const { seance } = lireEtatSeance(context, campagneId);
  if (!seance)
    throw new Refus(
      'seance_absente',
      'Aucune séance dans cette campagne : préparez-la dans l’application (page Copil).',
    );
  const document = await produireDossierDeSeance(context, seance.id, () => {});
  await rangerDocument(context, document.documentId, chemin);
  return { fichier: chemin, octets: document.octets, sha256: document.sha256, pages: document.pages };
}

async function ecrireEcheancier(context: Context, campagneId: number, chemin: string) {
  const document = await produireEcheancier(context, campagneId, () => {});
  await rangerDocument(context, document.documentId, chemin);
  const { totaux } = lirePaiements(context, campagneId);
  return { fichier: chemin, octets: document.octets, sha256: document.sha256, ...totaux };
}

function dossiersEnJson(context: Context, campagneId: number) {
  const ids = listerDossiers(context, campagneId).map((d) => d.id);
  return lireDossiersComplets(context, campagneId, ids).map((d) => ({
    numero: d.numero,
    structure: { raisonSociale: d.structure.raisonSociale, siret: d.structure.siret },
    communeInsee: d.communeInsee,
    coutCentimes: d.coutCentimes,
    demandeCentimes: d.demandeCentimes,
    droitCentimes: d.droitCentimes,
    note: d.note.dixiemes === null ? null : d.note.dixiemes / 10,
    noteComplete: d.note.complete,
    pile: d.pile,
    decision: d.decision,
    agreeCentimes: d.agreeCentimes,
    collectifs: d.listeCollectifs.map((c) => ({
      libelle: c.libelle,
      effectif: c.effectif,
      communeInsee: c.communeInsee,
      coutCentimes: c.coutCentimes,
      droitCentimes: c.droitCentimes,
      decision: c.decision?.nature ?? null,
    })),
  }));
}

function apercuEnJson(apercu: Apercu) {
  return {
    fichier: apercu.fichier,
    famille: apercu.famille,
    ...apercu.bilan,
    ecartes: apercu.ecartes,
    collectifsOrphelins: apercu.collectifsOrphelins,
    colonnes: apercu.colonnes.map(({ feuille, entete, champ, confiance }) => ({ feuille, entete, champ, confiance })),
    anomalies: apercu.anomalies.map(({ fichier, feuille, cellule, valeur, message, bloquante }) => ({
      fichier,
      feuille,
      cellule,
      valeur,
      message,
      bloquante,
    })),
  };
}

async function lireFichier(
  context: Context,
  campagneId: number,
  fichier: string,
  profil: string | undefined,
): Promise<Apercu> {
  const { depotId } = await deposerChemin(context, fichier);
  try {
    return await analyser(context, { campagneId, depotId, profil }, () => {});
  } catch (cause) {
    if (cause instanceof RefusDeLecture) throw new Refus(cause.code, cause.message, { lieu: fichier });
    throw cause;
  }
}

async function importer(context: Context, demande: Demande): Promise<Resultat> {
  if (demande.fichiers.length === 0) throw new MauvaisUsage('Donnez au moins un fichier à importer.');
  const campagneId = campagneVisee(context, demande);
  const profil = typeof demande.valeurs['profil'] === 'string' ? demande.valeurs['profil'] : undefined;
  // Tous sont lus avant que le premier soit écrit : un fichier refusé n’en laisse pas d’autres à moitié faits.
  const apercus: Apercu[] = [];
  for (const fichier of demande.fichiers) apercus.push(await lireFichier(context, campagneId, fichier, profil));
  const imports = [];
  for (const apercu of apercus) {
    const { bilan } =
      demande.valeurs['a-blanc'] === true
        ? apercu
        : await executerImport(context, { campagneId, depotId: apercu.depotId });
    imports.push(apercuEnJson({ ...apercu, bilan }));
  }
  const texte = imports
    .map((i) => {
      const { dossiers: d, collectifs: c } = i;
      const lignes = [
        `${i.fichier} : ${pluriel(d.nouveaux, 'nouveau', 'nouveaux')}, ${pluriel(d.modifies, 'modifié')}, ${pluriel(d.inchanges, 'inchangé')}, ${pluriel(d.disparus, 'disparu')}`,
        `  collectifs : ${c.nouveaux} nouveaux, ${c.modifies} modifiés, ${c.inchanges} inchangés ; ${pluriel(i.anomalies.length, 'anomalie')}`,
        ...i.anomalies.map(
          (a) =>
            `  ${a.bloquante ? 'BLOQUANT' : 'à vérifier'} ${a.feuille ?? ''}${a.cellule ? `!${a.cellule}` : ''} : ${a.message}`,
        ),
      ];
      return `${lignes.join('\n')}\n`;
    })
    .join('');
  return { json: imports.length === 1 ? imports[0] : imports, texte, refuse: false };
}

async function demo(context: Context, demande: Demande): Promise<Resultat> {
  const sortie = sortieExigee(demande, 'clas demo --sortie DOSSIER');
  const bilan = await ouvrirExemple(context, () => {});
  const pdf = await ecrireDossierDeSeance(context, bilan.campagneId, join(sortie, 'dossier-de-seance.pdf'));
  const xlsx = await ecrireEcheancier(context, bilan.campagneId, join(sortie, 'echeancier.xlsx'));
  const dossiers = listerDossiers(context, bilan.campagneId);
  const somme = (f: (d: (typeof dossiers)[number]) => number) => dossiers.reduce((n, d) => n + f(d), 0);
  const json = {
    dossiers: bilan.dossiers,
    collectifs: bilan.collectifs,
    structures: new Set(dossiers.map((d) => d.structure.id)).size,
    anomalies: bilan.anomalies,
    piles: Object.fromEntries(
      (['favorable', 'a_debattre', 'defavorable'] as const).map((p) => [
        p,
        dossiers.filter((d) => d.pile === p).length,
      ]),
    ),
    demandeCentimes: somme((d) => d.demandeCentimes ?? 0),
    droitCentimes: somme((d) => d.droitCentimes),
    agreeCentimes: somme((d) => d.agreeCentimes ?? 0),
    echeancierCentimes: xlsx.montantCentimes,
    regles: { lecture: REGLE_DE_LECTURE, decision: REGLE_DE_DECISION },
    documents: [pdf, xlsx],
    base: context.fichierBase,
  };
  const texte = `${pluriel(json.dossiers, 'dossier')}, ${pluriel(json.collectifs, 'collectif')}, ${pluriel(json.structures, 'structure')}, ${pluriel(json.anomalies, 'anomalie')}
Droit calculé ${formaterEuros(json.droitCentimes)}, agréé ${formaterEuros(json.agreeCentimes)}, échéancier ${formaterEuros(json.echeancierCentimes)}
${REGLE_DE_LECTURE}
${REGLE_DE_DECISION}
Écrits : ${json.documents.map((d) => d.fichier).join(', ')}, ${json.base}
`;
  return { json, texte, refuse: false };
}

function lister(context: Context, demande: Demande): Resultat {
  const campagneId = campagneVisee(context, demande);
  const lignes = listerDossiers(context, campagneId).map((d) =>
    [
      d.numero.padEnd(10),
      d.structure.raisonSociale.slice(0, 40).padEnd(40),
      (d.note.dixiemes === null ? '—' : formaterDixiemes(d.note.dixiemes)).padStart(6),
      (d.pile ? LIBELLES_PILE[d.pile] : '—').padEnd(12),
      formaterEuros(d.droitCentimes).padStart(14),
      d.decision === null ? '' : d.decision === 'mixte' ? 'selon le collectif' : LIBELLES_DECISION[d.decision],
    ].join(' '),
  );
  return { json: dossiersEnJson(context, campagneId), texte: `${lignes.join('\n')}\n`, refuse: false };
}

const LISTE: readonly (readonly [string, Commande])[] = [
  [
    'demo',
    {
      usage: 'clas demo --sortie DOSSIER',
      aide: 'dans un dossier vide : base, campagne d’exemple lue et décidée par règle, dossier de séance, échéancier',
      base: 'dans-sortie',
      ecrit: false,
      executer: demo,
    },
  ],
  [
    'creer',
    {
      usage: 'clas creer --base FICHIER --campagne 2026-2027 [--bareme loiret-2019] [--enveloppe CENTIMES]',
      aide: 'une base neuve avec sa campagne',
      base: 'a-creer',
      ecrit: true,
      executer(context, { valeurs }) {
        const annee = valeurs['campagne'];
        if (typeof annee !== 'string' || !/^\d{4}-\d{4}$/.test(annee))
          throw new MauvaisUsage('Donnez l’année : --campagne 2026-2027.');
        const campagne = creerCampagne(context, {
          anneeScolaire: annee,
          baremeCle: typeof valeurs['bareme'] === 'string' ? valeurs['bareme'] : 'loiret-2019',
          charteCle: 'modele-depliant',
          enveloppeCentimes: lireEnveloppe(valeurs['enveloppe']),
          dateLimiteDepot: `${annee.slice(0, 4)}-03-31`,
        });
        const json = {
          campagneId: campagne.id,
          anneeScolaire: annee,
          bareme: campagne.bareme.nom,
          enveloppeCentimes: campagne.enveloppeCentimes,
          base: context.fichierBase,
        };
        return { json, texte: `Campagne ${annee} créée dans ${context.fichierBase}\n`, refuse: false };
      },
    },
  ],
  [
    'importer',
    {
      usage: 'clas importer --base FICHIER FICHIER… [--a-blanc] [--profil NOM]',
      aide: 'importe des réponses ; --a-blanc montre sans rien écrire',
      base: 'existante',
      ecrit: true,
      executer: importer,
    },
  ],
  [
    'dossiers',
    {
      usage: 'clas dossiers --base FICHIER',
      aide: 'les dossiers, droits, notes, piles et décisions',
      base: 'existante',
      ecrit: false,
      executer: lister,
    },
  ],
  [
    'dossier-de-seance',
    {
      usage: 'clas dossier-de-seance --base FICHIER --sortie F.pdf',
      aide: 'le dossier de séance du Copil',
      base: 'existante',
      ecrit: false,
      async executer(context, demande) {
        const json = await ecrireDossierDeSeance(
          context,
          campagneVisee(context, demande),
          sortieExigee(demande, this.usage),
        );
        return { json, texte: `${json.fichier} : ${pluriel(json.pages ?? 0, 'page')}\n`, refuse: false };
      },
    },
  ],
  [
    'echeancier',
    {
      usage: 'clas echeancier --base FICHIER --sortie F.xlsx',
      aide: 'l’échéancier des paiements',
      base: 'existante',
      ecrit: false,
      async executer(context, demande) {
        const json = await ecrireEcheancier(
          context,
          campagneVisee(context, demande),
          sortieExigee(demande, this.usage),
        );
        return {
          json,
          texte: `${json.fichier} : ${pluriel(json.lignes, 'échéance')}, ${formaterEuros(json.montantCentimes)}\n`,
          refuse: false,
        };
      },
    },
  ],
  ...COMMANDES_APPEL,
  ...COMMANDES_PIECES,
  [
    'verifier',
    {
      usage: 'clas verifier --base FICHIER',
      aide: 'intégrité de la base, du journal et des lignes d’argent ; sortie 1 si quelque chose ne va pas',
      base: 'existante',
      ecrit: false,
      executer(context) {
        const rapport = verifierBase(context);
        const texte = rapport.controles
          .map((c) => `${c.sain ? 'sain ' : 'FAUX '} ${c.libelle} : ${c.detail}`)
          .join('\n');
        return { json: rapport, texte: `${texte}\n`, refuse: !rapport.sain };
      },
    },
  ],
];

export const COMMANDES: ReadonlyMap<string, Commande> = new Map(LISTE);
