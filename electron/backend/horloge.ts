import type { Horloge } from './context.ts';

const JOUR = new Intl.DateTimeFormat('fr-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** La seule lecture de l’heure du poste dans l’application. */
export const horlogeDuPoste: Horloge = {
  maintenant: () => new Date().toISOString(),
  aujourdhui: () => JOUR.format(new Date()),
};

/** Une heure arrêtée, pour les tests et pour des documents reproductibles. */
export function horlogeArretee(instant: string): Horloge {
  return { maintenant: () => instant, aujourdhui: () => JOUR.format(new Date(instant)) };
}
