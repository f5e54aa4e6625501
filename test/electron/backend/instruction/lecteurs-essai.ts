import { createRouterClient } from '@orpc/server';
import type { Context } from '../../../../electron/backend/context.ts';
import { router } from '../../../../electron/backend/router.ts';
import type { Api } from '../../../../shared/contract/client.ts';
import type { Niveau } from '../../../../shared/domaine/charte.ts';
import { importer, lectureDe } from '../argent-essai.ts';
import { type Essai, ouvrirEssai } from '../socle-essai.ts';

/** Un agent devant son écran : son propre contexte, le vrai contrat. */
export interface Poste {
  readonly id: number;
  readonly api: Api;
}

export interface BancLecteurs {
  readonly essai: Essai;
  readonly campagneId: number;
  readonly dossiers: readonly number[];
  readonly criteres: readonly string[];
  readonly alice: Poste;
  readonly bruno: Poste;
  readonly chloe: Poste;
  /** Le contexte de cet agent, pour ce que le contrat ne rend pas (fichier produit). */
  readonly contexteDe: (poste: Poste) => Context;
  fermer(): void;
}

const PORTEURS = ['Les Amis', 'Bourgogne', 'Centre social', 'Dunois', 'Écoliers', 'Familles rurales'];

/** Une campagne sous la charte modèle, des dossiers de un à trois collectifs, trois agents. */
export async function ouvrirBanc(nombre = 3): Promise<BancLecteurs> {
  const essai = ouvrirEssai();
  essai.context.db.$client.pragma('synchronous = OFF');
  const contexteDe = ({ id }: { readonly id: number }): Context => ({ ...essai.context, session: { agentId: id } });
  const asseoir = async (prenom: string): Promise<Poste> => {
    const { id } = await essai.api.session.creerAgent({ prenom, nom: 'Essai', courriel: null });
    return { id, api: createRouterClient(router, { context: contexteDe({ id }) }) };
  };
  const [alice, bruno, chloe] = [await asseoir('Alice'), await asseoir('Bruno'), await asseoir('Chloé')];
  const campagne = await alice.api.campagnes.creer({
    anneeScolaire: '2026-2027',
    baremeCle: 'loiret-2019',
    charteCle: 'modele-depliant',
    enveloppeCentimes: 10_000_000,
    dateLimiteDepot: '2026-03-31',
  });
  importer(
    contexteDe(alice),
    campagne.id,
    lectureDe(
      Array.from({ length: nombre }, (_, i) => ({
        numero: String(1001 + i),
        nom: PORTEURS[i % PORTEURS.length] ?? 'Porteur',
        siret: null,
        iban: null,
        budgetCentimes: 600_000,
        collectifs: Array.from({ length: (i % 3) + 1 }, (_c, c) => ({
          libelle: `Groupe ${c + 1}`,
          coutCentimes: null,
          effectif: 10,
        })),
      })),
    ),
  );
  const dossiers = (await alice.api.dossiers.lister({ campagneId: campagne.id })).map((d) => d.id);
  return {
    essai,
    campagneId: campagne.id,
    dossiers,
    criteres: campagne.charte.axes.flatMap((axe) => axe.criteres.map((c) => c.code)),
    alice,
    bruno,
    chloe,
    contexteDe,
    fermer: () => essai.fermer(),
  };
}

/** Toute la lecture d’un dossier : le même niveau partout, sauf `exceptions`. */
export async function lire(
  banc: BancLecteurs,
  { api }: Poste,
  dossierId: number,
  niveau: Niveau,
  options: { exceptions?: Readonly<Record<string, Niveau>>; commentaire?: string; terminer?: boolean } = {},
): Promise<void> {
  const { exceptions = {}, commentaire = 'vu', terminer = true } = options;
  for (const critere of banc.criteres)
    await api.lectures.noter({ dossierId, critere, niveau: exceptions[critere] ?? niveau, commentaire });
  await api.lectures.commenter({ dossierId, commentaire: `Avis : ${commentaire}` });
  if (terminer) await api.lectures.terminer({ dossierId });
}

export function premier(banc: BancLecteurs, rang = 0): number {
  const id = banc.dossiers[rang];
  if (id === undefined) throw new Error(`Pas de dossier de rang ${rang}`);
  return id;
}
