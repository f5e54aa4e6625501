import type { Lot } from '../../shared/contract/lots.ts';
import { lireDate } from '../../shared/domaine/dates.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { LIBELLES_ETAT_LOT } from '../../shared/domaine/libelles-paiement.ts';
import { formaterEuros } from '../../shared/domaine/nombres.ts';
import type { Context } from '../backend/context.ts';
import { lireLot, listerLots } from '../backend/lots/lire.ts';
import { preparerLot } from '../backend/lots/preparer.ts';
import { abandonnerLot, annulerLot, validerLot } from '../backend/lots/valider.ts';
import { lirePaiements } from '../backend/paiements/lire.ts';
import { Refus } from '../backend/refus.ts';
import { exporterFichierDeLot, rapprocherRetour } from './commandes-fichiers-lot.ts';
import {
  type Commande,
  campagneVisee,
  choisirAgentConnu,
  type Demande,
  MauvaisUsage,
  type Resultat,
} from './commun.ts';

/** Le lot dit par --lot : son numéro (« 2026-003 ») ou, s’il n’est pas validé, son identifiant. */
function lotVise(context: Context, demande: Demande): Lot {
  const dit = demande.valeurs['lot'];
  if (typeof dit !== 'string')
    throw new MauvaisUsage('Dites quel lot : --lot 2026-003, ou son identifiant (« clas lot lister »).');
  const lot = listerLots(context, campagneVisee(context, demande)).find(
    (l) => l.numero === dit || String(l.id) === dit,
  );
  if (!lot) throw new Refus('lot_inconnu', `Pas de lot « ${dit} » dans cette campagne : voyez « clas lot lister ».`);
  return lot;
}

function texteExige(demande: Demande, cle: string, exemple: string): string {
  const valeur = demande.valeurs[cle];
  if (typeof valeur !== 'string' || valeur.trim() === '') throw new MauvaisUsage(`Il manque --${cle} ${exemple}.`);
  return valeur.trim();
}

function decrire(lot: Lot): string {
  return `${(lot.numero ?? `(${lot.id})`).padEnd(9)} ${LIBELLES_ETAT_LOT[lot.etat].padEnd(9)} ${pluriel(lot.nombreLignes, 'ligne').padStart(12)} ${formaterEuros(lot.montantCentimes).padStart(16)}  ${lot.libelle}`;
}

function rendre(context: Context, lotId: number): Resultat {
  const lot = lireLot(context, lotId);
  return { json: lot, texte: `${decrire(lot)}\n`, refuse: false };
}

function lister(context: Context, demande: Demande): Resultat {
  const lots = listerLots(context, campagneVisee(context, demande));
  return { json: lots, texte: lots.length === 0 ? 'Aucun lot.\n' : `${lots.map(decrire).join('\n')}\n`, refuse: false };
}

/** Prend toutes les échéances payables, ou celles des dossiers nommés ; `--montrer` ne fait que les dire. */
function preparer(context: Context, demande: Demande): Resultat {
  const campagneId = campagneVisee(context, demande);
  const numeros = new Set(demande.fichiers.slice(1));
  const { lignes } = lirePaiements(context, campagneId);
  const visees = lignes.filter((l) => numeros.size === 0 || numeros.has(l.numeroDossier));
  const inconnus = [...numeros].filter((n) => !lignes.some((l) => l.numeroDossier === n));
  if (inconnus.length > 0)
    throw new Refus('dossier_inconnu', `Sans échéance dans cette campagne : ${inconnus.join(', ')}.`);
  const payables = visees.filter((l) => l.statut === 'payable');
  if (payables.length === 0) {
    const motifs = [...new Set(visees.flatMap((l) => l.motifs))].slice(0, 5).join(' ; ');
    throw new Refus('lot_vide', `Aucune échéance payable${motifs === '' ? '' : ` : ${motifs}`}.`);
  }
  const exercice = demande.valeurs['exercice'] ?? context.horloge.aujourdhui().slice(0, 4);
  if (typeof exercice !== 'string' || !/^20\d\d$/.test(exercice))
    throw new MauvaisUsage('--exercice attend une année : 2026.');
  const date = demande.valeurs['date'] ?? context.horloge.aujourdhui();
  if (typeof date !== 'string' || !lireDate(date).valide || !/^\d{4}-/.test(date))
    throw new MauvaisUsage('--date attend AAAA-MM-JJ.');
  const lotId = preparerLot(context, {
    campagneId,
    exercice: Number(exercice),
    libelle: typeof demande.valeurs['libelle'] === 'string' ? demande.valeurs['libelle'] : `Clas ${exercice}`,
    datePrevue: date,
    echeanceIds: payables.map((l) => l.echeanceId),
  });
  return rendre(context, lotId);
}

function valider(context: Context, demande: Demande): Resultat {
  const { id: lotId, nombreLignes, montantCentimes } = lotVise(context, demande);
  validerLot(context, { lotId, nombreLignes, montantCentimes });
  return rendre(context, lotId);
}

/** Un lot préparé s’abandonne, un lot validé s’annule : l’un et l’autre avec un motif. */
function annuler(context: Context, demande: Demande): Resultat {
  const lot = lotVise(context, demande);
  const motif = texteExige(demande, 'motif', '"pourquoi"');
  if (lot.etat === 'prepare') abandonnerLot(context, { lotId: lot.id, motif });
  else annulerLot(context, { lotId: lot.id, motif });
  return rendre(context, lot.id);
}

type Geste = (context: Context, demande: Demande) => Promise<Resultat> | Resultat;

const GESTES: Readonly<Record<string, Geste>> = {
  lister,
  preparer,
  valider,
  annuler,
  exporter: (context, demande) => exporterFichierDeLot(context, demande, lotVise(context, demande).id),
  rapprocher: rapprocherRetour,
};

export const COMMANDES_LOTS: readonly (readonly [string, Commande])[] = [
  [
    'lot',
    {
      usage:
        'clas lot lister|preparer|valider|annuler|exporter|rapprocher --base FICHIER [--lot 2026-003] [--exercice 2026] [--libelle TEXTE] [--date AAAA-MM-JJ] [--motif TEXTE] [--agent "Prénom Nom"] [--sortie F.xlsx|F.pdf|F.xml] [--confirmer] [N° DE DOSSIER…|LISTE]',
      aide: 'les lots de paiement : préparés par un agent, validés par un autre',
      base: 'existante',
      // L’argent ne bouge qu’au nom de quelqu’un que la base connaît : `choisirAgentConnu`.
      ecrit: false,
      executer(context, demande) {
        const geste = GESTES[demande.fichiers[0] ?? ''];
        if (!geste) throw new MauvaisUsage(`Dites ce qu’il faut faire : ${Object.keys(GESTES).join(', ')}.`);
        if (geste !== lister) choisirAgentConnu(context, demande);
        return geste(context, demande);
      },
    },
  ],
];
