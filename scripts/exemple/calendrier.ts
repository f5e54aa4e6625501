import type { Alea } from './alea.ts';
import { variante } from './defauts.ts';

/** Instants en heure de Paris sans fuseau (`AAAA-MM-JJTHH:MM:SS`), comme le portail les écrit dans un classeur. */
export interface Calendrier {
  readonly deposeLe: string;
  readonly passeEnInstructionLe: string | null;
  readonly modifieLe: string;
  readonly champsModifiesLe: string;
  readonly etat: 'En construction' | 'En instruction';
}

const OUVERTURE = Date.UTC(2026, 1, 5);
const JOUR_EN_MS = 86_400_000;
/** Du 5 février au 31 mars compris. */
const DERNIER_JOUR = 54;
/** Le service a ouvert l’instruction des dossiers déposés jusqu’à cette date. */
const INSTRUCTION_JUSQU_AU = '2026-03-29';
const EXPORT_LE = '2026-04-02T09:30:00';

const HORS_DELAI = ['2026-04-01T00:03:00', '2026-04-02T08:47:21'];
const DOUBLE_DEPOT = ['2026-03-12T10:41:07', '2026-03-25T17:22:49'];

/** Dates d’un dossier : les dépôts se pressent vers la clôture, l’instruction suit de quelques jours ouvrés. */
export function tirerCalendrier(rang: number, alea: Alea): Calendrier {
  const deposeLe =
    HORS_DELAI[variante('hors_delai', rang)] ?? DOUBLE_DEPOT[variante('double_depot', rang)] ?? tirerDepot(alea);
  const passage = jourOuvre(Date.parse(`${deposeLe}Z`) + alea.entier(1, 6) * JOUR_EN_MS);
  const passeLe = `${passage}T${heure(alea, 9, 17)}`;
  const isInstruit = deposeLe.slice(0, 10) <= INSTRUCTION_JUSQU_AU && passeLe < EXPORT_LE && alea.chance(93);
  const passeEnInstructionLe = isInstruit ? passeLe : null;
  return {
    deposeLe,
    passeEnInstructionLe,
    modifieLe: passeEnInstructionLe ?? deposeLe,
    champsModifiesLe: deposeLe,
    etat: isInstruit ? 'En instruction' : 'En construction',
  };
}

function tirerDepot(alea: Alea): string {
  const jour = Math.max(alea.entier(0, DERNIER_JOUR), alea.entier(0, DERNIER_JOUR));
  return `${dateDe(OUVERTURE + jour * JOUR_EN_MS)}T${heure(alea, 8, 22)}`;
}

function heure(alea: Alea, min: number, max: number): string {
  return [alea.entier(min, max), alea.entier(0, 59), alea.entier(0, 59)]
    .map((n) => String(n).padStart(2, '0'))
    .join(':');
}

function jourOuvre(instant: number): string {
  const jour = new Date(instant).getUTCDay();
  const decalage = jour === 6 ? 2 : jour === 0 ? 1 : 0;
  return dateDe(instant + decalage * JOUR_EN_MS);
}

function dateDe(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
