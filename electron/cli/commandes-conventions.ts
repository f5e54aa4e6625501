import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { LigneDeConvention, Papier } from '../../shared/contract/conventions.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../shared/domaine/nombres.ts';
import type { Context } from '../backend/context.ts';
import { annulerSignature, noterEnvois, resilier, signer } from '../backend/conventions/etats.ts';
import { genererConventions } from '../backend/conventions/generer.ts';
import { lireConventions } from '../backend/conventions/lire.ts';
import { produireManquantes, relancerConventions } from '../backend/conventions/relances.ts';
import { leverReserves } from '../backend/conventions/reserves.ts';
import { enumerer } from '../backend/documents/typographie.ts';
import { introuvable, Refus } from '../backend/refus.ts';
import {
  type Commande,
  campagneVisee,
  type Demande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';

const USAGE = `clas conventions ACTION --base FICHIER, où ACTION est :
  lister                                                       les conventions, leur état et ce qui reste à faire
  generer [--dossiers N,N] --sortie F.pdf                      tout ce qui est à générer, ou ces dossiers
  envoyer [NUMÉRO…] --date AAAA-MM-JJ [--moyen courrier|courriel|remise]
  signer NUMÉRO --date AAAA-MM-JJ --nom SIGNATAIRE [--fichier SCAN]
  annuler-signature NUMÉRO --motif TEXTE
  resilier NUMÉRO --date AAAA-MM-JJ --motif TEXTE
  lever-reserve --dossier N --motif TEXTE
  relancer --echeance AAAA-MM-JJ --sortie F.pdf                une lettre par signature attendue
  manquantes --sortie F.xlsx                                   la liste des signatures attendues`;

const ETATS = {
  a_generer: 'à générer',
  a_signer: 'à signer',
  envoyee: 'envoyée',
  signee: 'signée',
  resiliee: 'résiliée',
};

function texteExige(demande: Demande, option: string): string {
  const valeur = demande.valeurs[option];
  if (typeof valeur !== 'string' || valeur.trim() === '') throw new MauvaisUsage(`Il manque --${option}. ${USAGE}`);
  return valeur.trim();
}

function dateExigee(demande: Demande, option: string): string {
  const date = texteExige(demande, option);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new MauvaisUsage(`Écrivez --${option} 2026-09-30, et non « ${date} ».`);
  return date;
}

function lignesDe(context: Context, demande: Demande): LigneDeConvention[] {
  return lireConventions(context, campagneVisee(context, demande)).lignes;
}

function papiersDe(lignes: readonly LigneDeConvention[]): Papier[] {
  return lignes.flatMap((l) => [...l.anciens, ...(l.convention === null ? [] : [l.convention]), ...l.avenants]);
}

function papierVise(context: Context, demande: Demande): Papier {
  const [numero, ...reste] = demande.fichiers.slice(1);
  if (numero === undefined || reste.length > 0) throw new MauvaisUsage(`Dites un numéro de papier. ${USAGE}`);
  const papier = papiersDe(lignesDe(context, demande)).find((p) => p.numero === numero);
  if (!papier) throw introuvable(`Le papier ${numero}`);
  return papier;
}

/** Les réserves qui tiennent encore, une fois chacune : le Copil met souvent la même à tous les collectifs. */
function direReserves({ reserves }: LigneDeConvention): string[] {
  const tenues = Map.groupBy(
    reserves.filter((r) => r.levee === null),
    (r) => r.texte,
  );
  return [...tenues].map(([texte, memes]) => {
    const lettres = enumerer(memes.map((r) => r.lettre));
    return `réserve à lever, collectif${memes.length > 1 ? 's' : ''} ${lettres} : ${texte}`;
  });
}

function lister(context: Context, demande: Demande): Resultat {
  const lignes = lignesDe(context, demande);
  const texte = lignes.map((l) =>
    [
      l.numeroDossier.padEnd(10),
      l.structure.slice(0, 36).padEnd(36),
      ETATS[l.etat].padEnd(10),
      (l.convention?.numero ?? '').padEnd(14),
      formaterEuros(l.montantCentimes).padStart(14),
      [...l.changements, ...direReserves(l), ...(l.auDelaDuSeuil ? ['au-delà du seuil'] : [])].join(' '),
    ].join(' '),
  );
  const signees = lignes.filter((l) => l.etat === 'signee').length;
  const fin = `${pluriel(lignes.length, 'dossier agréé', 'dossiers agréés')}, ${pluriel(signees, 'convention signée', 'conventions signées')}`;
  return { json: lignes, texte: `${[...texte, fin].join('\n')}\n`, refuse: false };
}

async function generer(context: Context, demande: Demande): Promise<Resultat> {
  const sortie = sortieExigee(demande, USAGE);
  const lignes = lignesDe(context, demande);
  const dits = demande.valeurs['dossiers'];
  const voulus =
    typeof dits === 'string'
      ? choisir(
          lignes,
          dits.split(',').map((n) => n.trim()),
        )
      : lignes.filter((l) => l.suite === 'convention' || l.suite === 'remplacement' || l.suite === 'avenant');
  if (voulus.length === 0) throw new Refus('rien_a_generer', 'Aucun dossier n’attend de papier : rien n’a été généré.');
  const { document, papiers } = await genererConventions(
    context,
    { campagneId: campagneVisee(context, demande), dossierIds: voulus.map((l) => l.dossierId) },
    () => {},
  );
  await rangerDocument(context, document.documentId, sortie);
  const numeros = papiers.map((p) => p.numero);
  const json = { fichier: sortie, octets: document.octets, sha256: document.sha256, pages: document.pages, numeros };
  return {
    json,
    texte: `${pluriel(numeros.length, 'papier généré', 'papiers générés')} : ${numeros.join(', ')}\n${sortie}\n`,
    refuse: false,
  };
}

function choisir(lignes: readonly LigneDeConvention[], numeros: readonly string[]): LigneDeConvention[] {
  return numeros.map((numero) => {
    const ligne = lignes.find((l) => l.numeroDossier === numero);
    if (!ligne)
      throw new Refus('rien_d_agree', `Dossier ${numero} : inconnu, ou aucun collectif agréé. Rien n’a été généré.`);
    return ligne;
  });
}

function envoyer(context: Context, demande: Demande): Resultat {
  const date = dateExigee(demande, 'date');
  const moyen = demande.valeurs['moyen'] ?? 'courrier';
  if (moyen !== 'courrier' && moyen !== 'courriel' && moyen !== 'remise')
    throw new MauvaisUsage(`--moyen est courrier, courriel ou remise. ${USAGE}`);
  const papiers = papiersDe(lignesDe(context, demande));
  const numeros = demande.fichiers.slice(1);
  const vises =
    numeros.length === 0
      ? papiers.filter((p) => p.etat === 'a_signer')
      : numeros.map((numero) => {
          const papier = papiers.find((p) => p.numero === numero);
          if (!papier) throw introuvable(`Le papier ${numero}`);
          return papier;
        });
  if (vises.length === 0) throw new Refus('rien_a_envoyer', 'Aucun papier n’attend d’être envoyé : rien n’a été noté.');
  const json = noterEnvois(context, {
    campagneId: campagneVisee(context, demande),
    conventionIds: vises.map((p) => p.id),
    date,
    moyen,
  });
  return { json, texte: `${pluriel(json.notees, 'envoi noté', 'envois notés')}\n`, refuse: false };
}

function rendrePapier(papier: Papier): Resultat {
  return { json: papier, texte: `${papier.numero} : ${ETATS[papier.etat]}\n`, refuse: false };
}

async function noterSignature(context: Context, demande: Demande): Promise<Resultat> {
  const { id } = papierVise(context, demande);
  const date = dateExigee(demande, 'date');
  const signataire = texteExige(demande, 'nom');
  const chemin = demande.valeurs['fichier'];
  const scan = typeof chemin === 'string' ? new File([await readFile(chemin)], basename(chemin)) : null;
  return rendrePapier(await signer(context, { conventionId: id, date, signataire, scan }));
}

function lever(context: Context, demande: Demande): Resultat {
  const numero = texteExige(demande, 'dossier');
  const motif = texteExige(demande, 'motif');
  const ligne = lignesDe(context, demande).find((l) => l.numeroDossier === numero);
  if (!ligne) throw introuvable(`Le dossier ${numero}`);
  const decisionIds = ligne.reserves.filter((r) => r.levee === null).map((r) => r.decisionId);
  if (decisionIds.length === 0) throw new Refus('rien_a_lever', `Dossier ${numero} : aucune réserve à lever.`);
  const json = leverReserves(context, { campagneId: campagneVisee(context, demande), decisionIds, motif });
  return { json, texte: `${pluriel(json.levees, 'réserve levée', 'réserves levées')}\n`, refuse: false };
}

async function relancer(context: Context, demande: Demande): Promise<Resultat> {
  const sortie = sortieExigee(demande, USAGE);
  const echeance = dateExigee(demande, 'echeance');
  const dossierIds = lignesDe(context, demande).map((l) => l.dossierId);
  const campagneId = campagneVisee(context, demande);
  const document = await relancerConventions(context, { campagneId, dossierIds, echeance }, () => {});
  await rangerDocument(context, document.documentId, sortie);
  const json = { fichier: sortie, octets: document.octets, sha256: document.sha256, pages: document.pages, echeance };
  return { json, texte: `${sortie} : ${pluriel(document.pages ?? 0, 'page')}\n`, refuse: false };
}

async function listerManquantes(context: Context, demande: Demande): Promise<Resultat> {
  const sortie = sortieExigee(demande, USAGE);
  const document = await produireManquantes(context, campagneVisee(context, demande));
  await rangerDocument(context, document.documentId, sortie);
  return {
    json: { fichier: sortie, octets: document.octets, sha256: document.sha256 },
    texte: `${sortie}\n`,
    refuse: false,
  };
}

const ACTIONS: Readonly<Record<string, (context: Context, demande: Demande) => Promise<Resultat> | Resultat>> = {
  lister,
  generer,
  envoyer,
  signer: noterSignature,
  'annuler-signature': (context, demande) =>
    rendrePapier(annulerSignature(context, papierVise(context, demande).id, texteExige(demande, 'motif'))),
  resilier: (context, demande) =>
    rendrePapier(
      resilier(context, {
        conventionId: papierVise(context, demande).id,
        date: dateExigee(demande, 'date'),
        motif: texteExige(demande, 'motif'),
      }),
    ),
  'lever-reserve': lever,
  relancer,
  manquantes: listerManquantes,
};

export const COMMANDES_CONVENTIONS: readonly (readonly [string, Commande])[] = [
  [
    'conventions',
    {
      usage: 'clas conventions ACTION --base FICHIER',
      aide: 'lister, generer, envoyer, signer, annuler-signature, resilier, lever-reserve, relancer, manquantes',
      base: 'existante',
      ecrit: true,
      executer(context, demande) {
        const action = ACTIONS[demande.fichiers[0] ?? 'lister'];
        if (!action) throw new MauvaisUsage(`Action inconnue : ${demande.fichiers[0]}. ${USAGE}`);
        return action(context, demande);
      },
    },
  ],
];
