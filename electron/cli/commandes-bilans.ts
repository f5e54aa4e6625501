import type { ApercuBilans, BilansRepris, ClasseurLu } from '../../shared/contract/bilans-classeur.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../shared/domaine/nombres.ts';
import { lireEtatClasseurs } from '../backend/bilans/classeur/lire.ts';
import { produireClasseurBilan, produireClasseursBilan } from '../backend/bilans/classeur/produire.ts';
import { analyserBilans, appliquerBilans } from '../backend/bilans/classeur/reprendre.ts';
import type { Context } from '../backend/context.ts';
import { deposerChemin } from '../backend/imports/depots.ts';
import { Refus } from '../backend/refus.ts';
import {
  type Commande,
  campagneVisee,
  type Demande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';

async function ecrireModele(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  const sortie = sortieExigee(demande, usage);
  const campagneId = campagneVisee(context, demande);
  const numero = demande.valeurs['dossier'];
  const { dossiers } = lireEtatClasseurs(context, campagneId);
  const vise = numero === undefined ? null : dossiers.find((d) => d.numero === numero);
  if (vise === undefined) {
    throw new Refus(
      'dossier_non_agree',
      `Pas de dossier agréé de numéro ${String(numero)} dans cette campagne : il n’y a pas de bilan à lui demander.`,
      { lieu: String(numero) },
    );
  }
  const document =
    vise === null
      ? await produireClasseursBilan(context, { campagneId, dossierIds: null }, () => {})
      : await produireClasseurBilan(context, { campagneId, dossierId: vise.dossierId }, () => {});
  await rangerDocument(context, document.documentId, sortie);
  const classeurs = vise === null ? dossiers.length : 1;
  const { octets, sha256 } = document;
  return {
    json: { fichier: sortie, octets, sha256, classeurs, dossier: vise?.numero ?? null },
    texte: `${sortie} : ${pluriel(classeurs, 'classeur')} de bilan${vise === null ? ', dans une archive ZIP' : ''}\n`,
    refuse: false,
  };
}

const ETATS: Readonly<Record<ClasseurLu['etat'], string>> = {
  a_ecrire: 'lu',
  inchange: 'inchangé',
  a_decider: 'À DÉCIDER',
  bloque: 'BLOQUÉ',
};

function direFichier({ fichier, etat, numero, structure, resume, remplace, anomalies }: ClasseurLu): string[] {
  const dit =
    resume === null
      ? ''
      : ` : ${resume.collectifsRealises} sur ${pluriel(resume.collectifsAgrees, 'collectif')}, charges ${formaterEuros(resume.chargesCentimes)}, droit réel ${resume.droitReelCentimes === null ? 'à calculer' : formaterEuros(resume.droitReelCentimes)}`;
  return [
    `  ${ETATS[etat]} ${fichier}${numero === null ? '' : ` (${numero} ${structure ?? ''})`}${dit}`,
    ...(remplace !== null && etat !== 'inchange' ? [`    en base : ${remplace}`] : []),
    ...anomalies.map((a) => {
      const lieu = [a.feuille, a.cellule].filter((t) => t !== null).join('!');
      return `    ${a.bloquante ? 'BLOQUANT' : 'à savoir'} ${lieu === '' ? '' : `${lieu} `}: ${a.message}`;
    }),
  ];
}

function enTexte({ fichiers }: ApercuBilans, faite: BilansRepris | null): string {
  const tete =
    faite === null
      ? 'À blanc : rien n’est écrit.'
      : `${pluriel(faite.ecrits.length, 'bilan écrit', 'bilans écrits')}, ${pluriel(faite.inchanges, 'inchangé')}, ${pluriel(faite.gardes, 'gardé')} comme en base, ${pluriel(faite.laisses.length, 'fichier laissé', 'fichiers laissés')}`;
  return `${[tete, ...fichiers.flatMap(direFichier)].join('\n')}\n`;
}

async function lireClasseurs(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  if (demande.fichiers.length === 0) throw new MauvaisUsage(`Donnez au moins un classeur. Usage : ${usage}`);
  const campagneId = campagneVisee(context, demande);
  const recuLe = demande.valeurs['date'] ?? context.horloge.aujourdhui();
  if (typeof recuLe !== 'string') throw new MauvaisUsage('--date attend AAAA-MM-JJ.');
  let depotId: string | undefined;
  for (const fichier of demande.fichiers) ({ depotId } = await deposerChemin(context, fichier, depotId));
  const cible = { campagneId, depotId: depotId ?? '' };
  const apercu = await analyserBilans(context, cible, () => {});
  const confirme = demande.valeurs['confirmer'] === true;
  const faite =
    demande.valeurs['a-blanc'] === true
      ? null
      : await appliquerBilans(context, { ...cible, remplacer: confirme ? 'tous' : [], recuLe });
  const { depotId: _, ...vu } = apercu;
  const refuse = apercu.fichiers.some((f) => f.etat === 'bloque' || (!confirme && f.etat === 'a_decider'));
  return { json: { ...vu, aBlanc: faite === null, ...faite }, texte: enTexte(apercu, faite), refuse };
}

export const COMMANDES_BILANS: readonly (readonly [string, Commande])[] = [
  [
    'modele-bilan',
    {
      usage: 'clas modele-bilan --base FICHIER --sortie F.xlsx|F.zip [--dossier NUMÉRO] [--campagne 2026-2027]',
      aide: 'le classeur de bilan d’un dossier agréé, prérempli ; sans --dossier, tous dans une archive ZIP',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        return ecrireModele(context, demande, this.usage);
      },
    },
  ],
  [
    'bilans',
    {
      usage: 'clas bilans --base FICHIER F.xlsx… [--date AAAA-MM-JJ] [--a-blanc] [--confirmer]',
      aide: 'lit des classeurs de bilan remplis ; sortie 1 si l’un est laissé (--date : jour de réception ; --confirmer : le classeur l’emporte sur un bilan plus récent)',
      base: 'existante',
      ecrit: true,
      executer(context, demande) {
        return lireClasseurs(context, demande, this.usage);
      },
    },
  ],
];
