import { join } from 'node:path';
import type { Demande } from '../../shared/contract/demandes.ts';
import { formaterDate } from '../../shared/domaine/dates.ts';
import { LIBELLES_ETAT_DEMANDE } from '../../shared/domaine/demandes.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import type { Context } from '../backend/context.ts';
import { type DemandeDeLettres, envoyer, produireLettres } from '../backend/demandes/lettres.ts';
import { lireDemandes } from '../backend/demandes/lire.ts';
import { Refus } from '../backend/refus.ts';
import {
  type Commande,
  campagneVisee,
  type Demande as DemandeDeCommande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';

function montrer(context: Context, demande: DemandeDeCommande): Resultat {
  const { aujourdhui, demandes } = lireDemandes(context, campagneVisee(context, demande));
  const json = {
    aujourdhui,
    demandes: demandes.map((d) => ({
      numero: d.numero,
      raisonSociale: d.structure,
      etat: d.etat,
      vue: d.vue,
      echeance: d.echeance,
      joursDeRetard: d.joursDeRetard,
      envoyeeLe: d.envoyeeLe,
      satisfaites: d.satisfaites,
      lignes: d.lignes.map(({ nature, code, texte, reponse, satisfaite }) => ({
        nature,
        code,
        texte,
        reponse,
        satisfaite,
      })),
      lettres: d.lettres,
    })),
  };
  const retards = demandes.filter((d) => d.vue === 'en_retard').length;
  const fin = `${pluriel(demandes.length, 'demande')}, ${retards} en retard`;
  return { json, texte: `${[...demandes.map(enLigne), fin].join('\n')}\n`, refuse: false };
}

function enLigne(d: Demande): string {
  const retard = d.vue === 'en_retard' ? `, ${pluriel(d.joursDeRetard, 'jour')} de retard` : '';
  return [
    d.numero.padEnd(10),
    d.structure.slice(0, 40).padEnd(40),
    LIBELLES_ETAT_DEMANDE[d.etat].padEnd(9),
    `${d.satisfaites}/${d.lignes.length}`.padStart(5),
    d.echeance === null ? '' : `avant le ${formaterDate(d.echeance)}${retard}`,
  ].join(' ');
}

/** `F.pdf` : une liasse ; sinon un dossier, où chaque lettre a son fichier. */
async function ecrireLettres(context: Context, demande: DemandeDeCommande, usage: string): Promise<Resultat> {
  const sortie = sortieExigee(demande, usage);
  const { echeance: voulue, dossier } = demande.valeurs;
  if (voulue !== undefined && (typeof voulue !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(voulue)))
    throw new MauvaisUsage(`--echeance attend une date : 2026-06-30. Usage : ${usage}`);
  const campagneId = campagneVisee(context, demande);
  const { demandes, echeanceProposee } = lireDemandes(context, campagneId);
  const choisies = choisir(demandes, typeof dossier === 'string' ? dossier : null);
  const fait = demande.valeurs['envoyer'] === true ? envoyer : produireLettres;
  const enLiasse = /\.pdf$/i.test(sortie);
  const groupes = enLiasse ? [choisies] : choisies.map((d) => [d]);
  const fichiers = [];
  for (const groupe of groupes) {
    // Une liasse n’a qu’une échéance : la plus lointaine des siennes, pour ne priver personne de son délai.
    const siennes = groupe.map((d) => d.echeance ?? echeanceProposee).toSorted();
    const lettres: DemandeDeLettres = {
      campagneId,
      demandeIds: groupe.map((d) => d.id),
      echeance: voulue ?? siennes.at(-1) ?? echeanceProposee,
    };
    const document = await fait(context, lettres, () => {});
    const chemin = enLiasse ? sortie : join(sortie, document.nom);
    await rangerDocument(context, document.documentId, chemin);
    fichiers.push({
      fichier: chemin,
      dossiers: groupe.map((d) => d.numero),
      echeance: lettres.echeance,
      octets: document.octets,
      sha256: document.sha256,
      pages: document.pages,
    });
  }
  const envoyees = demande.valeurs['envoyer'] === true;
  const texte = fichiers.map((f) => `${f.fichier} : ${pluriel(f.pages ?? 0, 'page')}`).join('\n');
  return { json: { envoyees, fichiers }, texte: `${texte}\n`, refuse: false };
}

function choisir(demandes: readonly Demande[], numero: string | null): Demande[] {
  const brouillons = demandes.filter((d) => d.etat === 'brouillon' && (numero === null || d.numero === numero));
  if (brouillons.length > 0) return brouillons;
  throw new Refus(
    'rien_a_envoyer',
    numero === null
      ? 'Aucune demande à envoyer dans cette campagne : rien n’a été écrit.'
      : `Le dossier ${numero} n’a pas de demande à envoyer : rien n’a été écrit.`,
    numero === null ? {} : { lieu: `dossier ${numero}` },
  );
}

export const COMMANDES_DEMANDES: readonly (readonly [string, Commande])[] = [
  [
    'demandes',
    {
      usage: 'clas demandes --base FICHIER',
      aide: 'les demandes aux porteurs : état, échéance, retard, réponses',
      base: 'existante',
      ecrit: false,
      executer: montrer,
    },
  ],
  [
    'lettres-demandes',
    {
      usage:
        'clas lettres-demandes --base FICHIER --sortie DOSSIER|F.pdf [--dossier NUMERO] [--echeance AAAA-MM-JJ] [--envoyer]',
      aide: 'les lettres des demandes à envoyer, une par fichier ou toutes dans un PDF ; --envoyer les marque envoyées',
      base: 'existante',
      ecrit: true,
      executer(context, demande) {
        return ecrireLettres(context, demande, this.usage);
      },
    },
  ],
];
