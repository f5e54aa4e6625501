import { pluriel } from '../../shared/domaine/libelles.ts';
import { formaterEntier, formaterEuros } from '../../shared/domaine/nombres.ts';
import { verifierArchive } from '../backend/cloture/archive/verifier-archive.ts';
import { archiver } from '../backend/cloture/archiver.ts';
import { clore, rouvrir } from '../backend/cloture/clore.ts';
import { lireCloture } from '../backend/cloture/lire.ts';
import { ouvrirSuivante } from '../backend/cloture/suivante.ts';
import type { Context } from '../backend/context.ts';
import {
  type Commande,
  type CommandeSansBase,
  campagneVisee,
  choisirAgentConnu,
  type Demande,
  MauvaisUsage,
  type Resultat,
} from './commun.ts';

const USAGE =
  'clas cloture verifier|clore|archiver|rouvrir|suivante --base FICHIER [--campagne ANNÉE] [--sortie A.zip] [--motif TEXTE] --agent "Prénom Nom"';

function direEtat(context: Context, campagneId: number): Resultat {
  const etat = lireCloture(context, campagneId);
  const { sommes, obstacles, anneeScolaire, closeLe, closePar, archive } = etat;
  const lignes = obstacles.map((o) =>
    [
      o.explication === null ? '✗' : '·',
      o.libelle,
      o.numeroDossier === null ? null : `dossier ${o.numeroDossier}`,
      o.raisonSociale,
      o.phrase,
      o.explication === null ? null : `expliqué : ${o.explication.texte}`,
    ]
      .filter((part) => part !== null)
      .join(' — '),
  );
  const entete =
    closeLe === null
      ? `Campagne ${anneeScolaire}, ouverte : ${etat.aRegler === 0 ? 'peut se clore' : `${pluriel(etat.aRegler, 'reste')} à régler ou à expliquer`}`
      : `Campagne ${anneeScolaire}, close le ${closeLe.slice(0, 10)} par ${closePar ?? ''}${archive === null ? ' ; archive à faire' : ` ; archive ${archive.chemin}`}`;
  const argent = `Agréé ${formaterEuros(sommes.agreeCentimes)}, réel ${formaterEuros(sommes.droitReelCentimes)}, payé ${formaterEuros(sommes.payeCentimes)}, à payer ${formaterEuros(sommes.resteAPayerCentimes)}, à recouvrer ${formaterEuros(sommes.resteARecouvrerCentimes)}`;
  return {
    json: etat,
    texte: `${[entete, argent, ...lignes].join('\n')}\n`,
    refuse: closeLe === null && etat.aRegler > 0,
  };
}

async function archiverIci(context: Context, campagneId: number, sortie: string | null): Promise<Resultat> {
  const { documentId: _document, ...faite } = await archiver(context, { campagneId, sortie }, () => {});
  const manques = faite.manques.map((m) => `  manque : ${m}\n`).join('');
  return {
    json: faite,
    texte: `${faite.chemin} : ${pluriel(faite.tables, 'table')}, ${formaterEntier(faite.lignes)} lignes, ${pluriel(faite.fichiers, 'fichier')}, SHA-256 ${faite.sha256}\n${manques}`,
    refuse: false,
  };
}

function executer(context: Context, demande: Demande): Promise<Resultat> | Resultat {
  const [geste, ...trop] = demande.fichiers;
  if (geste === undefined || trop.length > 0) throw new MauvaisUsage(`Usage : ${USAGE}`);
  const campagneId = campagneVisee(context, demande);
  if (geste !== 'verifier') choisirAgentConnu(context, demande);
  switch (geste) {
    case 'verifier':
      return direEtat(context, campagneId);
    case 'clore':
      clore(context, campagneId);
      return direEtat(context, campagneId);
    case 'archiver':
      return archiverIci(context, campagneId, demande.sortie);
    case 'rouvrir': {
      const motif = demande.valeurs['motif'];
      if (typeof motif !== 'string' || motif.trim() === '') throw new MauvaisUsage('Rouvrir demande --motif "TEXTE".');
      rouvrir(context, { campagneId, motif: motif.trim() });
      return { ...direEtat(context, campagneId), refuse: false };
    }
    case 'suivante': {
      const json = ouvrirSuivante(context, { campagneId });
      return {
        json,
        texte: `Campagne ${json.anneeScolaire} ouverte avec les réglages de la précédente\n`,
        refuse: false,
      };
    }
    default:
      throw new MauvaisUsage(`« ${geste} » : ${USAGE}`);
  }
}

async function verifier({ fichiers }: Demande): Promise<Resultat> {
  const [chemin] = fichiers;
  if (chemin === undefined || fichiers.length > 1) throw new MauvaisUsage('Usage : clas archive-verifier ARCHIVE.zip');
  const lue = await verifierArchive(chemin);
  const constat =
    lue.ecarts.length === 0
      ? 'entière : chaque empreinte, chaque table et la base disent la même chose'
      : `changée ou incomplète :\n${lue.ecarts.map((e) => `  ${e}`).join('\n')}`;
  return {
    json: lue,
    texte: `Campagne ${lue.anneeScolaire}, ${pluriel(lue.fichiers, 'fichier')}, ${pluriel(lue.tables, 'table')}, ${formaterEntier(lue.lignes)} lignes ; ${constat}\n`,
    refuse: lue.ecarts.length > 0,
  };
}

export const COMMANDES_CLOTURE: readonly (readonly [string, Commande])[] = [
  [
    'cloture',
    {
      usage: USAGE,
      aide: 'ce qui reste à régler, clore, archiver (base, fichiers, tables ouvertes), rouvrir, ouvrir l’année suivante',
      base: 'existante',
      // Clore engage quelqu’un que la base connaît : `choisirAgentConnu`.
      ecrit: false,
      executer,
    },
  ],
];

/** Les commandes qui n’ouvrent aucune base. */
export const COMMANDES_SANS_BASE: ReadonlyMap<string, CommandeSansBase> = new Map([
  [
    'archive-verifier',
    {
      usage: 'clas archive-verifier ARCHIVE.zip',
      aide: 'relit une archive de campagne : empreintes, lignes et sommes de chaque table, base',
      base: 'aucune',
      executer: verifier,
    },
  ],
]);
