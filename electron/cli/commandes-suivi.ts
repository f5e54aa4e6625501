import type { LigneSuivi } from '../../shared/contract/suivi.ts';
import { formaterDate } from '../../shared/domaine/dates.ts';
import type { NatureEvenement } from '../../shared/domaine/etat-collectif.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { LIBELLES_SITUATION } from '../../shared/domaine/libelles-suivi.ts';
import { formaterEuros } from '../../shared/domaine/nombres.ts';
import type { Context } from '../backend/context.ts';
import { lireSuivi } from '../backend/deroulement/lire.ts';
import { apercevoir, noter } from '../backend/deroulement/noter.ts';
import { produireRelances } from '../backend/deroulement/relancer.ts';
import { Refus } from '../backend/refus.ts';
import {
  type Commande,
  campagneVisee,
  choisirAgentDeCommande,
  type Demande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';

const USAGE =
  'clas suivi lister|demarrer|non-demarrer|changer|arreter|reprendre|relancer --base FICHIER [--dossier N] [--collectif A] [--date AAAA-MM-JJ] [--effectif N] [--lieu L] [--coordinateur C] [--motif TEXTE] [--a-blanc] [--sortie F.pdf --echeance AAAA-MM-JJ]';

const NATURES: ReadonlyMap<string, NatureEvenement> = new Map<string, NatureEvenement>([
  ['demarrer', 'demarrage'],
  ['non-demarrer', 'non_demarre'],
  ['changer', 'changement'],
  ['arreter', 'arret'],
  ['reprendre', 'reprise'],
]);

function option({ valeurs }: Demande, nom: string): string | null {
  const valeur = valeurs[nom];
  return typeof valeur === 'string' && valeur.trim() !== '' ? valeur.trim() : null;
}

function dateExigee(demande: Demande, nom: string): string {
  const date = option(demande, nom);
  if (date === null || !/^\d{4}-\d{2}-\d{2}$/.test(date))
    throw new MauvaisUsage(`Donnez --${nom} AAAA-MM-JJ. Usage : ${USAGE}`);
  return date;
}

/** Les collectifs de --dossier et --collectif ; sans eux, tous. */
function viser(context: Context, demande: Demande): { campagneId: number; lignes: LigneSuivi[] } {
  const campagneId = campagneVisee(context, demande);
  const [numero, lettre] = [option(demande, 'dossier'), option(demande, 'collectif')];
  const { lignes } = lireSuivi(context, campagneId);
  return {
    campagneId,
    lignes: lignes.filter((l) => (numero ?? l.numero) === l.numero && (lettre ?? l.lettre) === l.lettre),
  };
}

function lister(context: Context, demande: Demande): Resultat {
  const { lignes } = viser(context, demande);
  const texte = lignes.map((l) =>
    [
      l.numero.padEnd(10),
      l.lettre.padEnd(3),
      l.structure.slice(0, 36).padEnd(36),
      LIBELLES_SITUATION[l.situation].padEnd(12),
      (l.depuis === null ? '' : formaterDate(l.depuis)).padEnd(11),
      formaterEuros(l.droitCentimes).padStart(13),
      l.alertes.map((a) => a.texte).join(' ; '),
    ].join(' '),
  );
  const alertes = lignes.filter((l) => l.alertes.length > 0).length;
  const fin = `${pluriel(lignes.length, 'collectif')}, ${alertes} avec alerte`;
  return { json: { collectifs: lignes }, texte: `${[...texte, fin].join('\n')}\n`, refuse: false };
}

function ecrire(context: Context, demande: Demande, nature: NatureEvenement): Resultat {
  const dateEffet = dateExigee(demande, 'date');
  const effectif = option(demande, 'effectif');
  if (effectif !== null && !/^\d{1,3}$/.test(effectif))
    throw new MauvaisUsage('--effectif attend un nombre d’enfants.');
  const { lignes } = viser(context, demande);
  const [premiere] = lignes;
  if (option(demande, 'dossier') === null) throw new MauvaisUsage(`Il manque --dossier N. Usage : ${USAGE}`);
  if (!premiere)
    throw new Refus('collectif_inconnu', 'Aucun collectif agréé ne répond à ce dossier et à cette lettre.', {
      lieu: option(demande, 'dossier') ?? '',
    });
  const { dossierId } = premiere;
  const evenements = lignes.map(({ collectifId }) => ({
    collectifId,
    nature,
    dateEffet,
    lieu: option(demande, 'lieu'),
    jours: null,
    horaires: null,
    effectif: effectif === null ? null : Number(effectif),
    coordinateur: option(demande, 'coordinateur'),
    texte: option(demande, 'motif') ?? '',
  }));
  choisirAgentDeCommande(context, option(demande, 'agent'));
  const aBlanc = demande.valeurs['a-blanc'] === true;
  const effet = aBlanc
    ? apercevoir(context, { dossierId, evenements })
    : noter(context, { dossierId, evenements }).effet;
  const fait = aBlanc
    ? 'À blanc, rien n’est noté'
    : `${pluriel(evenements.length, 'collectif')} du dossier ${premiere.numero}`;
  return {
    json: { note: !aBlanc, dossier: premiere.numero, collectifs: lignes.map((l) => l.lettre), effet },
    texte: `${fait} : droit de ${formaterEuros(effet.avantCentimes)} à ${formaterEuros(effet.apresCentimes)}\n`,
    refuse: false,
  };
}

async function relancer(context: Context, demande: Demande): Promise<Resultat> {
  const sortie = sortieExigee(demande, USAGE);
  const echeance = dateExigee(demande, 'echeance');
  choisirAgentDeCommande(context, option(demande, 'agent'));
  const { campagneId, lignes } = viser(context, demande);
  const dossierIds = [...new Set(lignes.map((l) => l.dossierId))];
  const document = await produireRelances(context, { campagneId, dossierIds, echeance }, () => undefined);
  await rangerDocument(context, document.documentId, sortie);
  const json = { fichier: sortie, octets: document.octets, sha256: document.sha256, pages: document.pages, echeance };
  return { json, texte: `${sortie} : ${pluriel(document.pages ?? 0, 'page')}\n`, refuse: false };
}

export const COMMANDES_SUIVI: readonly (readonly [string, Commande])[] = [
  [
    'suivi',
    {
      usage: USAGE,
      aide: 'l’état de chaque collectif agréé ; noter un démarrage, un arrêt… et son effet sur le droit ; relancer',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        const [verbe = 'lister'] = demande.fichiers;
        if (verbe === 'lister') return lister(context, demande);
        if (verbe === 'relancer') return relancer(context, demande);
        const nature = NATURES.get(verbe);
        if (nature === undefined) throw new MauvaisUsage(`« ${verbe} » : verbe inconnu. Usage : ${USAGE}`);
        return ecrire(context, demande, nature);
      },
    },
  ],
];
