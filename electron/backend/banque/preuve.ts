import type { Base } from '../../../db/base.ts';
import type { Appel } from '../../../db/queries/coordonnees.ts';
import type { PreuveAppel } from '../../../shared/contract/banque.ts';
import { dateDe, formaterDate } from '../../../shared/domaine/dates.ts';
import { direAppel, formaterTelephone } from '../../../shared/domaine/preuve-appel.ts';
import type { Horloge } from '../context.ts';
import { Refus } from '../refus.ts';
import { lireNumerosConnus, normaliserTelephone } from './numeros.ts';

interface AProuver {
  readonly structureId: number;
  /** Instant où l’IBAN est arrivé : les numéros connus avant lui. */
  readonly arriveLe: string;
  /** Instant où il a été mis en doute pour la dernière fois ; null : jamais. Un appel d’avant ne le lève pas. */
  readonly douteLe: string | null;
}

/**
 * L’appel qui prouve un compte : daté entre l’arrivée de l’IBAN et aujourd’hui, à un numéro connu avant elle ; sinon il
 * faut dire d’où vient le numéro, et la vérification le porte.
 * @throws Refus si l’appel ne prouve rien
 */
export function controlerAppel(
  db: Base,
  horloge: Horloge,
  { structureId, arriveLe, douteLe }: AProuver,
  { aupresDe, telephone: brut, date, precision }: PreuveAppel,
): Appel {
  if (date > horloge.aujourdhui()) {
    throw new Refus('appel_a_venir', `L’appel est daté du ${formaterDate(date)}, qui n’est pas encore passé.`);
  }
  if (date < dateDe(arriveLe)) {
    throw new Refus(
      'appel_trop_tot',
      `Cet IBAN est arrivé le ${formaterDate(dateDe(arriveLe))} : un appel du ${formaterDate(date)} ne peut pas l’avoir vérifié.`,
    );
  }
  if (douteLe !== null && date < dateDe(douteLe)) {
    throw new Refus(
      'appel_trop_tot',
      `Cet IBAN a été remis à vérifier le ${formaterDate(dateDe(douteLe))} : un appel du ${formaterDate(date)} ne lève pas ce doute.`,
    );
  }
  const telephone = normaliserTelephone(brut);
  if (!/^\+?\d{6,15}$/.test(telephone)) {
    throw new Refus('telephone', `« ${brut} » n’est pas un numéro de téléphone : écrivez celui qui a été appelé.`);
  }
  const numeros = lireNumerosConnus(db, structureId, arriveLe);
  const connu = numeros.find((n) => n.connuAvant && n.telephone === telephone);
  if (!connu && precision === '') throw numeroNonConnu(telephone, numeros);
  const source = connu?.source ?? null;
  return {
    verifieAupresDe: aupresDe,
    verifieTelephone: telephone,
    verifieDate: date,
    verification: direAppel({ aupresDe, telephone, date, source, precision }),
  };
}

function numeroNonConnu(telephone: string, numeros: ReturnType<typeof lireNumerosConnus>): Refus {
  const connus = numeros.filter((n) => n.connuAvant).map((n) => formaterTelephone(n.telephone));
  const suite =
    connus.length > 0
      ? `Appelez plutôt le ${connus.join(' ou le ')}`
      : 'La Caf n’en connaissait aucun : cherchez-en un hors du message reçu (mairie, annuaire, site du porteur)';
  return new Refus(
    'numero_non_connu',
    `Le ${formaterTelephone(telephone)} n’était pas connu avant que cet IBAN n’arrive. ${suite}, ou dites en précision d’où vient ce numéro : la vérification le portera.`,
  );
}
