import type { TypeChamp } from '../../../../shared/domaine/champs.ts';
import { lireDate, lireInstant } from '../../../../shared/domaine/dates.ts';
import {
  verifierCodeInsee,
  verifierCourriel,
  verifierIban,
  verifierRna,
  verifierSiret,
  verifierTelephone,
} from '../../../../shared/domaine/identifiants.ts';
import { assertNever } from '../../../../shared/domaine/libelles.ts';
import { lireEntier, lireMontant, lireMontantNumerique } from '../../../../shared/domaine/nombres.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import { accepter, refuser, type Verification } from '../../../../shared/domaine/verification.ts';
import type { Cellule } from '../../tableurs/classeur.ts';
import type { IndexCommunes } from './communes.ts';
import { plierLibelle } from './entetes.ts';
import { lireCommune } from './lire-commune.ts';
import { texteDe } from './valeurs.ts';

const PARIS = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});
/** Sans fuseau, l’heure écrite est déjà celle de Paris : aucune conversion, et les milliers de dépôts se lisent vite. */
const MURALE = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/;
const JOUR_SECONDES = 86_400;
/** Jour zéro d’Excel, calendrier 1900. */
const ORIGINE_EXCEL_MS = Date.UTC(1899, 11, 30);
const OUI = new Set(['oui', 'o', 'yes', 'true', 'vrai', 'on', '1', 'x', 'coche', 'cochee', '✓', '✔', '☑']);
const NON = new Set(['non', 'n', 'no', 'false', 'faux', 'off', '0', '☐']);
/** « Non concerné » n’est pas un non. */
const NON_REPONSE = /^non (?:renseigne|concerne|communique|applicable|precise|defini)/;
const GRATUIT = new Set(['gratuit', 'gratuite', 'gratuite totale', 'aucune', 'aucun', 'neant']);
const UNITES =
  /^(\d[\d\s]*?)\s*(?:enfants?|eleves?|jeunes?|places?|collegiens?|lyceens?|adultes?|personnes?|collectifs?)$/;

/**
 * Valeur normalisée d’une cellule selon le type du champ, en texte : date ISO, centimes, code INSEE, `oui`/`non`.
 * La valeur est '' quand la cellule dit explicitement qu’il n’y a rien (« absent » pour une pièce).
 */
export function typer(type: TypeChamp, cellule: Cellule, communes: IndexCommunes): Verification<string> {
  const { contenu } = cellule;
  if (type === 'texte_long') {
    const brut = texteDe(contenu);
    return accepter((brut.includes('\r') ? brut.replace(/\r\n?/g, '\n') : brut).trim());
  }
  if (type === 'montant' && contenu.type === 'nombre') return enTexte(lireMontantNumerique(contenu.valeur));
  const texte = plierLibelle(texteDe(contenu));
  switch (type) {
    case 'texte':
      return accepter(texte);
    case 'liste':
      // Microsoft Forms termine chaque choix par un point-virgule : « Lundi;Mardi; ».
      return accepter(
        texte.endsWith(';')
          ? texte
              .split(/\s*;\s*/)
              .filter(Boolean)
              .join(', ')
          : texte,
      );
    case 'piece':
      return accepter(normaliserTexte(texte) === 'absent' ? '' : texte);
    case 'entier':
      return contenu.type === 'nombre' && Number.isSafeInteger(contenu.valeur) && contenu.valeur >= 0
        ? accepter(texte)
        : enTexte(typerEntier(texte));
    case 'montant':
      return enTexte(typerMontant(texte));
    case 'date':
      return contenu.type === 'nombre' ? lireSerie(contenu.valeur, 10) : (refuserFuseau(texte) ?? lireDate(texte));
    case 'instant':
      return contenu.type === 'nombre' ? lireSerie(contenu.valeur, 19) : typerInstant(texte);
    case 'oui_non':
      return typerOuiNon(texte);
    case 'siret':
      return verifierSiret(texteIdentifiant(cellule));
    case 'rna':
      return verifierRna(texte);
    case 'iban':
      return verifierIban(texte);
    case 'courriel':
      return verifierCourriel(texte);
    case 'telephone':
      return verifierTelephone(texteIdentifiant(cellule));
    case 'commune':
      return lireCommune(texte, communes);
    default:
      return assertNever(type);
  }
}

/** Le code d’une commune dans la colonne « (Code INSEE) » de sa question. */
export function typerCodeInsee(cellule: Cellule, communes: IndexCommunes): Verification<string> {
  return verifierCodeInsee(texteDe(cellule.contenu), communes.communes);
}

/** Une notation scientifique a perdu des chiffres : on garde son écriture, que le développement en entier cacherait. */
export function texteIdentifiant(cellule: Cellule): string {
  const { contenu, brut } = cellule;
  if (contenu.type !== 'nombre') return plierLibelle(texteDe(contenu));
  return /\de[+-]?\d/i.test(brut) ? plierLibelle(brut) : texteDe(contenu);
}

function typerEntier(texte: string): Verification<number> {
  if (/^\d+$/.test(texte)) return lireEntier(texte);
  // « 12 enfants » ne se lit que d’une façon ; « 8 à 12 » non, et reste refusé.
  const avecUnite = UNITES.exec(normaliserTexte(texte))?.[1];
  const lu = lireEntier(avecUnite ?? texte);
  if (!lu.valide || lu.repare !== null) return lu;
  if (avecUnite !== undefined) return accepter(lu.valeur, 'unité retirée');
  return /[.,]/.test(texte) ? accepter(lu.valeur, '« .0 » ajouté par le tableur retiré') : lu;
}

function typerMontant(texte: string): Verification<number> {
  if (/^[a-z]/i.test(texte) && GRATUIT.has(normaliserTexte(texte))) return accepter(0);
  return lireMontant(texte);
}

function typerOuiNon(texte: string): Verification<string> {
  const net = normaliserTexte(texte);
  if (OUI.has(net)) return accepter('oui');
  if (NON.has(net)) return accepter('non');
  if (/^oui\b/.test(net)) return accepter('oui');
  if (/^non\b/.test(net) && !NON_REPONSE.test(net)) return accepter('non');
  return refuser(`« ${texte} » n’est ni oui ni non`);
}

/** Date et heure murales de Paris : c’est ce que l’export écrit, sans fuseau, dans ses classeurs. */
function typerInstant(texte: string): Verification<string> {
  const murale = MURALE.exec(texte);
  if (murale) {
    const jour = lireDate(murale[1] ?? '');
    const isHeure = Number(murale[2]) < 24 && Number(murale[3]) < 60 && Number(murale[4] ?? '0') < 60;
    if (jour.valide && isHeure) return accepter(`${jour.valeur}T${murale[2]}:${murale[3]}:${murale[4] ?? '00'}`);
  }
  const lu = refuserFuseau(texte) ?? lireInstant(texte);
  if (!lu.valide) return lu;
  return accepter(PARIS.format(new Date(lu.valeur)).replace(' ', 'T'), lu.repare);
}

/** Un décalage de plus de 23 h 59 ne désigne aucun instant : aucune date n’en sort. */
function refuserFuseau(texte: string): Verification<string> | null {
  const [, heures = '0', minutes = '0'] = /^\d{4}-\d\d-\d\d[T ].*[+-](\d\d):?(\d\d)$/.exec(texte) ?? [];
  return Number(heures) > 23 || Number(minutes) > 59 ? refuser(`« ${texte} » : fuseau impossible`) : null;
}

/** Numéro de date d’Excel, arrondi à la seconde : `45807.96875` → `2025-05-30T23:15:00`, heure murale. */
function lireSerie(numero: number, longueur: 10 | 19): Verification<string> {
  const jour = lireDate(String(Math.floor(numero)));
  if (!jour.valide) return jour;
  const secondes = Math.round(numero * JOUR_SECONDES);
  return accepter(new Date(ORIGINE_EXCEL_MS + secondes * 1000).toISOString().slice(0, longueur));
}

function enTexte(lu: Verification<number>): Verification<string> {
  return lu.valide ? accepter(String(lu.valeur), lu.repare) : lu;
}
