import type { ImportFait } from '../../../shared/contract/imports.ts';
import { exigerAgent } from '../acteur.ts';
import type { Context } from '../context.ts';
import { Refus } from '../refus.ts';

/** Défait un import d’un bloc, ou refuse en disant ce qui l’empêche. */
export function annulerImport(context: Context, _demande: { importId: number; motif: string }): ImportFait {
  exigerAgent(context);
  throw new Refus('annulation_impossible', 'Cet import a été fait avant que les imports ne puissent s’annuler.');
}
