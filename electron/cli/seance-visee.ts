import { listerSeances } from '../../db/queries/seances.ts';
import { formaterDate, lireDate } from '../../shared/domaine/dates.ts';
import type { Context } from '../backend/context.ts';
import { Refus } from '../backend/refus.ts';
import { campagneVisee, type Demande, MauvaisUsage } from './commun.ts';

/** La séance de la date donnée par --seance, sinon la dernière créée de la campagne visée. */
export function seanceVisee(context: Context, demande: Demande): number {
  const { seance: date } = demande.valeurs;
  if (date !== undefined && (typeof date !== 'string' || !lireDate(date).valide || !/^\d{4}-\d{2}-\d{2}$/.test(date)))
    throw new MauvaisUsage('--seance attend la date de la séance : AAAA-MM-JJ.');
  return chercherSeance(context, campagneVisee(context, demande), date ?? null);
}

/** @param date `AAAA-MM-JJ` ; null : la dernière créée */
export function chercherSeance({ db }: Pick<Context, 'db'>, campagneId: number, date: string | null): number {
  const seances = listerSeances(db, campagneId);
  const [derniere] = seances;
  if (!derniere)
    throw new Refus(
      'seance_absente',
      'Aucune séance dans cette campagne : préparez-la dans l’application (page Copil) ou avec « clas seance creer ».',
    );
  if (date === null) return derniere.id;
  const trouvees = seances.filter((s) => s.date === date);
  const [premiere] = trouvees;
  const lieu = { lieu: `séance ${date}` };
  if (!premiere)
    throw new Refus(
      'seance_absente',
      `Aucune séance le ${formaterDate(date)} ; celles de la campagne : ${seances.map((s) => formaterDate(s.date)).join(', ')}.`,
      lieu,
    );
  if (trouvees.length > 1)
    throw new Refus(
      'seance_ambigue',
      `${trouvees.length} séances le ${formaterDate(date)} : donnez-leur des dates différentes dans l’application.`,
      lieu,
    );
  return premiere.id;
}
