import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApercuTableau, DecisionsAppliquees, DecisionVue } from '../../shared/contract/tableaux.ts';
import { LIBELLES_DECISION, pluriel } from '../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../shared/domaine/nombres.ts';
import type { Context } from '../backend/context.ts';
import { deposerChemin } from '../backend/imports/depots.ts';
import { lireListeDs, produireDecisionsDs } from '../backend/tableaux/decisions-ds.ts';
import { produireTableau } from '../backend/tableaux/produire.ts';
import { analyserTableau, appliquerTableau } from '../backend/tableaux/reprendre.ts';
import { type Commande, type Demande, MauvaisUsage, type Resultat, rangerDocument, sortieExigee } from './commun.ts';
import { seanceVisee } from './seance-visee.ts';

async function ecrireTableau(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  const sortie = sortieExigee(demande, usage);
  const document = await produireTableau(context, seanceVisee(context, demande), () => {});
  await rangerDocument(context, document.documentId, sortie);
  const json = { fichier: sortie, octets: document.octets, sha256: document.sha256 };
  return { json, texte: `${sortie} : ${pluriel(document.octets, 'octet')}\n`, refuse: false };
}

function dire(d: DecisionVue | null): string {
  return d === null ? 'sans décision' : `${LIBELLES_DECISION[d.nature]} ${formaterEuros(d.montantCentimes)}`;
}

function enTexte(apercu: ApercuTableau, faite: DecisionsAppliquees | null, refuse: boolean): string {
  const rien = apercu.changements.length === 0 && !refuse;
  const bilan = [
    ...(faite === null
      ? [refuse ? 'Rien n’est écrit.' : 'À blanc : rien n’est écrit.']
      : [
          `${pluriel(faite.decisions, 'décision écrite', 'décisions écrites')} sur ${pluriel(faite.dossiers, 'dossier')} ; engagé ${formaterEuros(faite.engageCentimes)}`,
        ]),
    ...(rien ? ['Ce fichier dit la même chose que la base : rien à changer.'] : []),
  ];
  const changements = apercu.changements.map(
    (c) =>
      `  ${c.conflit ? 'CONFLIT' : 'change'} ${c.numero} ${c.lettre} ${c.structure} (${c.cellule}) : ${dire(c.avant)} → ${dire(c.apres)}`,
  );
  const anomalies = apercu.anomalies.map((a) => {
    const lieu = [a.feuille, a.cellule].filter(Boolean).join('!');
    return `  ${a.bloquante ? 'BLOQUANT' : 'à savoir'} ${lieu === '' ? '' : `${lieu} `}: ${a.message}`;
  });
  const { avantCentimes, apresCentimes } = apercu.enveloppe;
  const argent = `  engagé ${formaterEuros(avantCentimes)} → ${formaterEuros(apresCentimes)}`;
  return `${[...bilan, ...changements, argent, ...anomalies].join('\n')}\n`;
}

async function reprendre(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  const [fichier, autre] = demande.fichiers;
  if (fichier === undefined || autre !== undefined) throw new MauvaisUsage(`Donnez un fichier. Usage : ${usage}`);
  if (demande.valeurs['seance'] === undefined)
    throw new MauvaisUsage(`Il manque --seance AAAA-MM-JJ. Usage : ${usage}`);
  const seanceId = seanceVisee(context, demande);
  const { depotId } = await deposerChemin(context, fichier);
  const apercu = await analyserTableau(context, { seanceId, depotId }, () => {});
  const force = demande.valeurs['confirmer'] === true;
  const refuse = apercu.anomalies.some((a) => a.bloquante) || (!force && apercu.changements.some((c) => c.conflit));
  const faite =
    demande.valeurs['a-blanc'] === true || refuse
      ? null
      : await appliquerTableau(context, { seanceId, depotId, remplacer: force ? 'tous' : [], partiel: false });
  const { depotId: _, ...vu } = apercu;
  const json = { ...vu, applique: faite !== null, decisions: faite?.decisions ?? 0 };
  return { json, texte: enTexte(apercu, faite, refuse), refuse };
}

async function ecrireDs(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  const sortie = sortieExigee(demande, usage);
  const format = demande.valeurs['format'] ?? 'csv';
  if (format !== 'csv' && format !== 'xlsx') throw new MauvaisUsage('--format attend csv ou xlsx.');
  const seanceId = seanceVisee(context, demande);
  const liste = lireListeDs(context, seanceId);
  await mkdir(sortie, { recursive: true });
  const fichiers: { fichier: string; sha256: string }[] = [];
  for (let fichier = 0; fichier < Math.max(1, liste.fichiers); fichier += 1) {
    const document = await produireDecisionsDs(context, { seanceId, format, fichier }, () => {});
    const chemin = join(sortie, document.nom);
    await rangerDocument(context, document.documentId, chemin);
    fichiers.push({ fichier: chemin, sha256: document.sha256 });
  }
  const texte = [
    ...fichiers.map((f) => f.fichier),
    `${pluriel(liste.accepte, 'accepté')}, ${pluriel(liste.refuse, 'refusé')}, ${liste.sansSuite} sans suite ; ${pluriel(liste.ecartes.length, 'dossier laissé', 'dossiers laissés')}`,
    ...liste.ecartes.map((e) => `  laissé ${e.numero} ${e.structure} : ${e.raison}`),
    liste.regle,
  ];
  return { json: { ...liste, fichiers }, texte: `${texte.join('\n')}\n`, refuse: false };
}

export const COMMANDES_TABLEAU: readonly (readonly [string, Commande])[] = [
  [
    'tableau',
    {
      usage: 'clas tableau --base FICHIER --sortie F.xlsx [--seance AAAA-MM-JJ]',
      aide: 'le tableau du Copil, à remplir dans un tableur',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        return ecrireTableau(context, demande, this.usage);
      },
    },
  ],
  [
    'decisions',
    {
      usage: 'clas decisions --base FICHIER --seance AAAA-MM-JJ TABLEAU [--a-blanc] [--confirmer]',
      aide: 'reprend un tableau rempli, tout ou rien ; sortie 1 et rien d’écrit à la première anomalie bloquante ou décision prise entre-temps (--confirmer : le fichier l’emporte sur ces décisions)',
      base: 'existante',
      ecrit: true,
      executer(context, demande) {
        return reprendre(context, demande, this.usage);
      },
    },
  ],
  [
    'decisions-ds',
    {
      usage: 'clas decisions-ds --base FICHIER --sortie DOSSIER [--seance AAAA-MM-JJ] [--format csv|xlsx]',
      aide: 'les décisions à porter sur Démarches simplifiées : une liste par état, 500 dossiers au plus par fichier',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        return ecrireDs(context, demande, this.usage);
      },
    },
  ],
];
