import { join } from 'node:path';
import { LIBELLES_DECISION, LIBELLES_PILE, pluriel } from '../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEuros } from '../../shared/domaine/nombres.ts';
import { creerCampagne } from '../backend/campagnes.ts';
import type { Context } from '../backend/context.ts';
import { produireEcheancier } from '../backend/documents/produire.ts';
import { lireDossiersComplets, listerDossiers } from '../backend/dossiers/lire.ts';
import { REGLE_DE_LECTURE } from '../backend/exemple/lire-par-regle.ts';
import { ouvrirExemple, REGLE_DE_DECISION } from '../backend/exemple/ouvrir.ts';
import { verifierBase } from '../backend/journal.ts';
import { lirePaiements } from '../backend/paiements/lire.ts';
import { COMMANDES_APPEL } from './commandes-appel.ts';
import { COMMANDES_BILANS } from './commandes-bilans.ts';
import { COMMANDES_CHARTES } from './commandes-chartes.ts';
import { COMMANDES_CLOTURE } from './commandes-cloture.ts';
import { COMMANDES_CONVENTIONS } from './commandes-conventions.ts';
import { COMMANDES_DEMANDES } from './commandes-demandes.ts';
import { COMMANDES_DOSSIER_DE_SEANCE, ecrireDossierDeSeance } from './commandes-dossier-de-seance.ts';
import { COMMANDES_FICHIERS_LOT } from './commandes-fichiers-lot.ts';
import { COMMANDES_GRILLES } from './commandes-grilles.ts';
import { COMMANDES_IMPORTS } from './commandes-imports.ts';
import { COMMANDES_LETTRES } from './commandes-lettres.ts';
import { COMMANDES_LOTS } from './commandes-lots.ts';
import { COMMANDES_PAPIERS } from './commandes-papiers.ts';
import { COMMANDES_PIECES } from './commandes-pieces.ts';
import { COMMANDES_RESULTATS } from './commandes-resultats.ts';
import { COMMANDES_SCENARIOS } from './commandes-scenarios.ts';
import { COMMANDES_SEANCE } from './commandes-seance.ts';
import { COMMANDES_SUIVI } from './commandes-suivi.ts';
import { COMMANDES_TABLEAU } from './commandes-tableau.ts';
import {
  type Commande,
  campagneVisee,
  type Demande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';
import { chercherSeance } from './seance-visee.ts';

function lireEnveloppe(texte: unknown): number | null {
  if (texte === undefined) return null;
  if (typeof texte !== 'string' || !/^\d+$/.test(texte) || !Number.isSafeInteger(Number(texte)))
    throw new MauvaisUsage('--enveloppe attend un nombre entier de centimes (26000000 pour 260 000,00 €).');
  return Number(texte);
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

async function demo(context: Context, demande: Demande): Promise<Resultat> {
  const sortie = sortieExigee(demande, 'clas demo --sortie DOSSIER');
  const bilan = await ouvrirExemple(context, () => {});
  const pdf = await ecrireDossierDeSeance(
    context,
    chercherSeance(context, bilan.campagneId, null),
    join(sortie, 'dossier-de-seance.pdf'),
  );
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
  ...COMMANDES_IMPORTS,
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
  ...COMMANDES_DOSSIER_DE_SEANCE,
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
  ...COMMANDES_BILANS,
  ...COMMANDES_PIECES,
  ...COMMANDES_DEMANDES,
  ...COMMANDES_SUIVI,
  ...COMMANDES_LETTRES,
  ...COMMANDES_LOTS,
  ...COMMANDES_CONVENTIONS,
  ...COMMANDES_FICHIERS_LOT,
  ...COMMANDES_RESULTATS,
  ...COMMANDES_TABLEAU,
  ...COMMANDES_GRILLES,
  ...COMMANDES_CHARTES,
  ...COMMANDES_SCENARIOS,
  ...COMMANDES_SEANCE,
  ...COMMANDES_PAPIERS,
  ...COMMANDES_CLOTURE,
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
