import type { Cellule } from '../../tableurs/classeur.ts';
import { texteIdentifiant } from './typer.ts';

/**
 * Numéro de dossier, comparé d’une feuille à l’autre : texte dans un export standard, nombre (`12345678.0`) dans un
 * modèle d’export. Espaces et « .0 » ôtés d’un nombre, rien d’autre.
 */
export function lireNumero(cellule: Cellule | null): string {
  if (!cellule) return '';
  const texte = texteIdentifiant(cellule);
  return /^[\d\s.,]+$/.test(texte) ? texte.replace(/\s/g, '').replace(/[.,]0+$/, '') : texte;
}

/** `1,23457E+07` : Excel a arrondi le numéro, il ne désigne plus aucun dossier. */
export function isNumeroAbime(numero: string): boolean {
  return /^\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(numero) || numero.startsWith('#');
}
