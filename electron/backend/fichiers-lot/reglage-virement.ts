import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { ecrireParametre, lireParametre } from '../../../db/queries/parametres.ts';
import { ReglageVirement } from '../../../shared/contract/fichiers-lot.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { verifierIban } from '../../../shared/domaine/identifiants.ts';
import type { ContenuDeLot } from '../../../shared/domaine/lot.ts';
import { controlerCompte, controlerVirement } from '../../../shared/domaine/virement.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { Refus } from '../refus.ts';

const ETEINT: ReglageVirement = { actif: false, compte: null };

/** Les ordres de virement : éteints tant qu’un agent n’a pas réglé le compte débité et dit de les produire. */
export function lireReglageVirement(db: Base): ReglageVirement {
  return ReglageVirement.catch(ETEINT).parse(lireParametre(db, 'virement'));
}

/** Le compte débité, à figer dans le contenu d’un lot à sa validation ; null s’il n’est pas réglé. */
export function lireCompteDebite(db: Base): ContenuDeLot['compteDebite'] {
  return lireReglageVirement(db).compte;
}

/** Ce qui empêche de produire l’ordre de virement d’un lot, en phrases ; vide : il peut l’être. */
export function empechementsDuVirement(
  { db, horloge }: Pick<Context, 'db' | 'horloge'>,
  contenu: ContenuDeLot,
): string[] {
  if (!lireReglageVirement(db).actif)
    return ['les ordres de virement ne sont pas en service (Paramètres, « Paiement »)'];
  // La banque refuserait l’ordre, ou le passerait à une date que personne n’a choisie. Le lot est figé : sa date aussi.
  const isPassee = contenu.datePrevue < horloge.aujourdhui();
  const passee = `la date prévue du lot, le ${formaterDate(contenu.datePrevue)}, est passée : payez-le d’après son classeur, ou annulez-le et préparez un autre lot à une date à venir`;
  return [...(isPassee ? [passee] : []), ...controlerVirement(contenu)];
}

/** Écrit le réglage, IBAN contrôlé et remis en forme. Les lots déjà validés gardent le compte qu’ils ont figé. */
export function reglerVirement(context: Context, demande: ReglageVirement): ReglageVirement {
  const compte = demande.compte && mettreEnForme(demande.compte);
  if (demande.actif && compte === null)
    throw new Refus('compte_absent', 'Donnez le compte à débiter avant de mettre en service les ordres de virement.');
  const reglage: ReglageVirement = { actif: demande.actif, compte };
  ecrire(context.db, acteur(context), (tx) =>
    ecrireParametre(tx, 'virement', reglage, 'Compte débité et ordres de virement'),
  );
  return reglage;
}

function mettreEnForme(compte: NonNullable<ReglageVirement['compte']>): NonNullable<ReglageVirement['compte']> {
  const iban = verifierIban(compte.iban);
  const net = {
    titulaire: compte.titulaire.trim(),
    iban: iban.valide ? iban.valeur : compte.iban.trim(),
    bic: compte.bic === null || compte.bic.trim() === '' ? null : compte.bic.replace(/\s/g, '').toUpperCase(),
  };
  const [faute] = controlerCompte('Compte à débiter', net);
  if (faute) throw new Refus('compte_faux', `${faute}.`);
  return net;
}
