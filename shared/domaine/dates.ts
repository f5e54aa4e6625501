import { normaliserTexte } from './textes.ts';
import { accepter, refuser, type Verification } from './verification.ts';

const INSECABLE = '\u00a0';
const JOURS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'] as const;
/** Les mois en toutes lettres, janvier d’abord. */
export const MOIS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const;
const RANG_DU_MOIS: ReadonlyMap<string, number> = new Map(MOIS.map((mois, rang) => [normaliserTexte(mois), rang + 1]));
const JOUR_MS = 86_400_000;
/** Jour zéro d’Excel (calendrier 1900, faux 29 février compris), pour les numéros postérieurs au 1er mars 1900. */
const ORIGINE_EXCEL_MS = Date.UTC(1899, 11, 30);
/** Du 01/01/1990 au 31/12/2099 : hors de là, un nombre à cinq chiffres n’est pas une date. */
const EXCEL_MINIMUM = 32_874;
const EXCEL_MAXIMUM = 73_050;

const PARIS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `2026-06-30` et 15 → `2026-07-15`. */
export function ajouterJours(date: string, jours: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + jours * JOUR_MS).toISOString().slice(0, 10);
}

/** `2026-06-30` → « 30/06/2026 ». */
export function formaterDate(date: string): string {
  const { annee, mois, jour } = decomposer(date);
  return `${deux(jour)}/${deux(mois)}/${annee}`;
}

/** `2026-07-02` → « jeudi 2 juillet 2026 ». */
export function formaterDateLongue(date: string): string {
  const { annee, mois, jour } = decomposer(date);
  const nomDuJour = JOURS[new Date(Date.UTC(annee, mois - 1, jour)).getUTCDay()];
  return `${nomDuJour} ${jour === 1 ? '1er' : jour} ${MOIS[mois - 1]} ${annee}`;
}

/** `09:05` → « 9 h 05 ». */
export function formaterHeure(heure: string): string {
  const [heures = '', minutes = ''] = heure.split(':');
  return `${Number(heures)}${INSECABLE}h${INSECABLE}${minutes}`;
}

/** « de 16 h 30 à 18 h 15 » : une heure ne se coupe pas en fin de ligne. */
export function lierHeures(texte: string): string {
  return texte.replace(/(\d) ?h(?: ?(\d{2}))?\b/g, (_, heures: string, minutes?: string) =>
    [heures, 'h', ...(minutes ? [minutes] : [])].join(INSECABLE),
  );
}

/** Instant ISO UTC → « 25/06/2026 à 16 h 12 », heure de Paris. */
export function formaterInstant(instant: string): string {
  const local = versParis(instant);
  return `${formaterDate(local.slice(0, 10))} à ${formaterHeure(local.slice(11, 16))}`;
}

/** Le jour, à Paris, d’un instant ISO : `2025-05-30T22:30:00Z` → `2025-05-31`. */
export function dateDe(instant: string): string {
  return versParis(instant).slice(0, 10);
}

/** Lit une date écrite à la française, en ISO ou en numéro d’Excel (dit) ; l’ordre américain est refusé, jamais deviné. Renvoie `AAAA-MM-JJ`. */
export function lireDate(texte: string): Verification<string> {
  const net = texte.replace(/\s+/g, ' ').trim();
  if (net === '') return refuser('date vide');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{2}:\d{2}.*))?$/.exec(net);
  if (iso) {
    // Un instant daté d’un fuseau compte à l’heure de Paris : 23 h 30 UTC est déjà le lendemain.
    if (/(?:Z|[+-]\d{2}:?\d{2})$/.test(iso[4] ?? '')) {
      const instant = lireInstant(net);
      return instant.valide ? accepter(dateDe(instant.valeur)) : instant;
    }
    return composer(Number(iso[1]), Number(iso[2]), Number(iso[3]), net, null);
  }
  const chiffres = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:,? (?:à )?\d{1,2} ?[h:].*)?$/i.exec(net);
  if (chiffres) return lireJourMoisAnnee(Number(chiffres[1]), Number(chiffres[2]), chiffres[3] ?? '', net);
  const lettres = /^(?:[a-z]+ )?(\d{1,2})(?:er)? ([a-z]+) (\d{4})$/.exec(normaliserTexte(net));
  if (lettres) {
    const mois = RANG_DU_MOIS.get(lettres[2] ?? '');
    return mois ? composer(Number(lettres[3]), mois, Number(lettres[1]), net, null) : nonReconnue(net);
  }
  return /^\d{5}(?:[.,]\d+)?$/.test(net) ? lireNumeroExcel(net) : nonReconnue(net);
}

/**
 * Lit une date et une heure et renvoie un instant ISO UTC. Sans fuseau écrit, l’heure est celle de Paris
 * (les exports de Démarches simplifiées) ; sans heure écrite, minuit à Paris.
 */
export function lireInstant(texte: string): Verification<string> {
  const net = texte.replace(/\s+/g, ' ').trim();
  const complet = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)? ?(Z|[+-]\d{2}:?\d{2})?$/.exec(net);
  if (complet) {
    const [, jour = '', heures = '', minutes = '', secondes = '00', fuseau] = complet;
    const date = lireDate(jour);
    if (!date.valide) return date;
    if (Number(heures) > 23 || Number(minutes) > 59 || Number(secondes) > 59)
      return refuser(`« ${net} » : heure impossible`);
    const local = `${jour}T${heures}:${minutes}:${secondes}`;
    if (fuseau === undefined) return accepter(depuisParis(local));
    const zone = fuseau === 'Z' || fuseau.includes(':') ? fuseau : `${fuseau.slice(0, 3)}:${fuseau.slice(3)}`;
    const instant = new Date(`${local}${zone}`);
    if (Number.isNaN(instant.getTime())) return refuser(`« ${net} » : fuseau impossible`);
    return accepter(instant.toISOString());
  }
  const numero = /^(\d{5})([.,]\d+)$/.exec(net);
  if (numero) {
    const date = lireDate(net);
    const secondes = Math.round(Number(`0${numero[2]?.replace(',', '.')}`) * (JOUR_MS / 1000));
    if (!date.valide) return date;
    const local = new Date(Date.parse(`${date.valeur}T00:00:00Z`) + secondes * 1000).toISOString().slice(0, 19);
    return accepter(depuisParis(local), date.repare);
  }
  const francais = /^(.*?),? (?:à )?(\d{1,2}) ?[h:] ?(\d{2})(?::\d{2})?$/i.exec(net);
  const heure = francais ? `${deux(Number(francais[2]))}:${francais[3]}` : '00:00';
  if (Number(heure.slice(0, 2)) > 23 || Number(heure.slice(3)) > 59) return refuser(`« ${net} » : heure impossible`);
  const date = lireDate(francais?.[1] ?? net);
  return date.valide ? accepter(depuisParis(`${date.valeur}T${heure}:00`), date.repare) : date;
}

function lireJourMoisAnnee(premier: number, second: number, anneeEcrite: string, texte: string): Verification<string> {
  const courte = anneeEcrite.length === 2;
  const annee = courte ? 2000 + Number(anneeEcrite) : Number(anneeEcrite);
  const suite = courte ? [`année lue ${annee}`] : [];
  // Second nombre au-dessus de 12 : jour et mois sont inversés, et les autres dates du même fichier le sont peut-être aussi.
  if (second > 12 && second <= 31 && premier <= 12) {
    return refuser(
      `« ${texte} » : le mois ${second} n’existe pas ; date à l’américaine (${deux(second)}/${deux(premier)}/${annee}) ?`,
    );
  }
  return composer(annee, second, premier, texte, suite[0] ?? null);
}

function lireNumeroExcel(texte: string): Verification<string> {
  const numero = Math.floor(Number(texte.replace(',', '.')));
  if (numero < EXCEL_MINIMUM || numero > EXCEL_MAXIMUM) return nonReconnue(texte);
  const date = new Date(ORIGINE_EXCEL_MS + numero * JOUR_MS).toISOString().slice(0, 10);
  return accepter(date, `« ${texte} » : numéro de date d’Excel, lu ${formaterDate(date)}`);
}

function composer(
  annee: number,
  mois: number,
  jour: number,
  texte: string,
  repare: string | null,
): Verification<string> {
  const date = new Date(Date.UTC(annee, mois - 1, jour));
  const existe = date.getUTCFullYear() === annee && date.getUTCMonth() === mois - 1 && date.getUTCDate() === jour;
  if (!existe || annee < 1900 || annee > 2199) return refuser(`« ${texte} » : cette date n’existe pas`);
  const valeur = date.toISOString().slice(0, 10);
  return accepter(valeur, repare && `« ${texte} » : ${repare}, lu ${formaterDate(valeur)}`);
}

function nonReconnue(texte: string): Verification<string> {
  return refuser(`« ${texte} » n’est pas une date : écrivez JJ/MM/AAAA`);
}

/** Heure de Paris d’un instant, `AAAA-MM-JJTHH:MM:SS`, quel que soit le fuseau du poste. */
function versParis(instant: string): string {
  const parts = new Map(PARIS.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const lire = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return `${lire('year')}-${lire('month')}-${lire('day')}T${lire('hour')}:${lire('minute')}:${lire('second')}`;
}

function depuisParis(local: string): string {
  const naif = Date.parse(`${local}Z`);
  // Le décalage de Paris dépend de l’instant cherché : deux passes suffisent aux changements d’heure.
  let instant = naif;
  for (let passe = 0; passe < 2; passe += 1) {
    const decalage = Date.parse(`${versParis(new Date(instant).toISOString())}Z`) - instant;
    instant = naif - decalage;
  }
  return new Date(instant).toISOString();
}

function decomposer(date: string): { annee: number; mois: number; jour: number } {
  const trouve = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!trouve) throw new RangeError(`Date attendue au format AAAA-MM-JJ : ${date}`);
  return { annee: Number(trouve[1]), mois: Number(trouve[2]), jour: Number(trouve[3]) };
}

function deux(nombre: number): string {
  return String(nombre).padStart(2, '0');
}
