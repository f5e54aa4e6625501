import type { EtapeCampagne } from '../../../shared/contract/campagnes.ts';

export interface Mois {
  /** `AAAA-MM`. */
  readonly cle: string;
  readonly initiale: string;
  readonly annee: number;
  readonly premierDeLAnnee: boolean;
}

export interface Barre {
  readonly etape: EtapeCampagne;
  /** De 0 à 1, sur la largeur de la frise. */
  readonly debut: number;
  readonly fin: number;
  readonly rangee: number;
  /** Le nom ne tient pas dans la barre : il est écrit à côté. */
  readonly nomDehors: 'non' | 'apres' | 'avant';
}

export interface Frise {
  readonly mois: readonly Mois[];
  readonly barres: readonly Barre[];
  readonly rangees: number;
  /** Position d’aujourd’hui, null s’il est hors de la frise. */
  readonly aujourdhui: number | null;
}

const INITIALES = ['J', 'F', 'M', 'A', 'M', 'J', 'J', 'A', 'S', 'O', 'N', 'D'];
/** Largeur d’un caractère et d’une barre d’étape au plus court, en part de mois, pour savoir si un nom tient. */
const MOIS_PAR_CARACTERE = 0.148;
const MOIS_DU_NUMERO = 0.75;

function moisDe(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** Position d’un jour en mois depuis l’an 0 : le 16 d’un mois de 31 jours vaut sa moitié. */
function position(date: string): number {
  const [annee = 0, mois = 1, jour = 1] = date.split('-').map(Number);
  const jours = new Date(Date.UTC(annee, mois, 0)).getUTCDate();
  return moisDe(date) + (jour - 1) / jours;
}

/** Place les étapes sur des rangées sans chevauchement, noms compris. */
export function disposer(etapes: readonly EtapeCampagne[], aujourdhui: string): Frise {
  if (etapes.length === 0) return { mois: [], barres: [], rangees: 0, aujourdhui: null };
  const debuts = etapes.map(({ debut }) => moisDe(debut));
  const fins = etapes.map(({ debut, fin }) => moisDe(fin ?? debut));
  const premier = Math.min(...debuts);
  const total = Math.max(...fins) + 1 - premier;
  const mois = Array.from({ length: total }, (_, rang): Mois => {
    const absolu = premier + rang;
    const annee = Math.floor(absolu / 12);
    const cle = `${annee}-${String((absolu % 12) + 1).padStart(2, '0')}`;
    return { cle, annee, initiale: INITIALES[absolu % 12] ?? '', premierDeLAnnee: rang === 0 || absolu % 12 === 0 };
  });
  const ici = position(aujourdhui) - premier;
  // Fin de ce qui est déjà écrit sur chaque rangée, en mois depuis le début.
  const occupation: number[] = [];
  const barres = etapes
    .toSorted((a, b) => a.debut.localeCompare(b.debut) || a.numero - b.numero)
    .map((etape): Barre => {
      const debut = position(etape.debut) - premier;
      // Une étape sans fin dure son mois, ou jusqu’à aujourd’hui si elle est en cours ; une étape d’un jour reste visible.
      const finConnue = etape.fin === null ? Math.floor(debut) + 1 : position(etape.fin) - premier + 0.03;
      const finVue = etape.fin === null && etape.etat === 'en_cours' ? Math.max(finConnue, ici) : finConnue;
      const fin = Math.min(total, Math.max(finVue, debut + 0.9));
      const nom = etape.libelle.length * MOIS_PAR_CARACTERE;
      const tient = fin - debut >= MOIS_DU_NUMERO + nom;
      const apres = fin + nom <= total;
      const gauche = tient || apres ? debut : debut - nom;
      const droite = tient || !apres ? fin : fin + nom;
      const libre = occupation.findIndex((occupe) => occupe <= gauche);
      const rangee = libre === -1 ? occupation.length : libre;
      occupation[rangee] = droite + 0.1;
      return {
        etape,
        debut: debut / total,
        fin: fin / total,
        rangee,
        nomDehors: tient ? 'non' : apres ? 'apres' : 'avant',
      };
    });
  const dansLaFrise = ici >= 0 && ici <= total;
  return { mois, barres, rangees: occupation.length, aujourdhui: dansLaFrise ? ici / total : null };
}
