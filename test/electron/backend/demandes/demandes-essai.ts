import { createRouterClient } from '@orpc/server';
import { horlogeArretee } from '../../../../electron/backend/horloge.ts';
import { router } from '../../../../electron/backend/router.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import type { Api } from '../../../../shared/contract/client.ts';
import type { Demande, DemandesDossier } from '../../../../shared/contract/demandes.ts';
import { type Essai, EXEMPLE, resultat } from '../socle-essai.ts';

/** Le RIB y manque ; les trois autres pièces sont annoncées par le portail. */
export const SANS_RIB = '31227947';
/** Rien n’y manque. */
export const COMPLET = '31204190';

/** Une autre fenêtre sur la même base : un autre agent, ou un autre jour. */
export function autreFenetre(essai: Essai, agentId: number, instant?: string): Api {
  return createRouterClient(router, {
    context: {
      ...essai.context,
      session: { agentId },
      ...(instant === undefined ? {} : { horloge: horlogeArretee(instant) }),
    },
  });
}

export async function idDe(api: Api, campagneId: number, numero: string): Promise<number> {
  const ligne = (await api.dossiers.lister({ campagneId })).find((d) => d.numero === numero);
  if (!ligne) throw new Error(`dossier ${numero} absent de l’exemple`);
  return ligne.id;
}

export function brouillon({ demandes }: DemandesDossier): Demande {
  const trouve = demandes.find((d) => d.etat === 'brouillon');
  if (!trouve) throw new Error('pas de brouillon');
  return trouve;
}

export function textes(demande: Demande): string[] {
  return demande.lignes.map((l) => l.texte);
}

export function question(texte: string, code: string | null = null) {
  return { nature: 'question' as const, code, texte };
}

/** La feuille des dossiers de l’exemple, en CSV, une cellule changée ; réimportée comme un agent le ferait. */
export async function reimporter(
  api: Api,
  campagneId: number,
  changer: { readonly numero: string; readonly entete: RegExp; readonly valeur: string },
): Promise<void> {
  const [feuille] = (await lireTableur(EXEMPLE)).feuilles;
  const [tete, ...suite] = feuille?.lignes ?? [];
  if (!tete) throw new Error('exemple sans en-tête');
  const colonne = tete.cellules.find((c) => changer.entete.test(c.brut))?.colonne;
  if (colonne === undefined) throw new Error(`aucun en-tête ne ressemble à ${changer.entete.source}`);
  const largeur = Math.max(...tete.cellules.map((c) => c.colonne)) + 1;
  const enCsv = [tete, ...suite].map((ligne) => {
    const cases = Array.from({ length: largeur }, () => '');
    for (const { colonne: rang, contenu, brut } of ligne.cellules)
      cases[rang] = contenu.type === 'date' ? contenu.valeur.replace('T', ' ') : brut;
    if (ligne !== tete && cases.includes(changer.numero)) cases[colonne] = changer.valeur;
    return cases.map((texte) => `"${texte.replaceAll('"', '""')}"`).join(';');
  });
  const fichier = new File([`\uFEFF${enCsv.join('\r\n')}`], 'dossiers_clas-45-2026_2026-07-01_09-30.csv');
  const { depotId } = await api.imports.deposer({ fichier });
  await resultat(api.imports.analyser({ campagneId, depotId }));
  await api.imports.executer({ campagneId, depotId, confirme: true });
}
