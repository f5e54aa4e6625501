import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { deposerChemin } from '../../../electron/backend/imports/depots.ts';
import { router } from '../../../electron/backend/router.ts';
import type { Lanceur } from '../../../electron/backend/travaux/lancer.ts';
import { registre } from '../../../electron/backend/travaux/registre.ts';
import { rangerDocument } from '../../../electron/cli/commun.ts';
import type { Api } from '../../../shared/contract/client.ts';
import type { ApercuGrilles, FormeGrille } from '../../../shared/contract/grilles.ts';
import { type GrilleOuverte, ouvrirGrille } from './grilles-classeur.ts';
import { dossierTemporaire, type Essai, EXEMPLE, ouvrirEssai, resultat } from './socle-essai.ts';

/** Les travaux faits dans ce processus : l’essai de la ligne de commande passe, lui, par le vrai processus à part. */
const surPlace: Lanceur = {
  async lancer(nom, entree, options) {
    const travail = await registre[nom]();
    return travail.executer(entree, options?.surProgres ?? (() => {}));
  },
};

/** Base de départ : l’export d’exemple importé, deux lectrices, aucune lecture. Copiée avant chaque groupe. */
const depart = join(dossierTemporaire(), 'depart.sqlite');
let campagneId = 0;
export const agents = { alice: 0, bea: 0 };

let prete: Promise<void> | undefined;

/** Une fois par processus d’essais : plusieurs fichiers s’en servent. */
export function preparerDepart(): Promise<void> {
  prete ??= fabriquerDepart();
  return prete;
}

async function fabriquerDepart(): Promise<void> {
  const essai = ouvrirEssai();
  const { api, context } = essai;
  agents.bea = (await api.session.creerAgent({ prenom: 'Béa', nom: 'Roux', courriel: null })).id;
  agents.alice = (await api.session.creerAgent({ prenom: 'Alice', nom: 'Petit', courriel: null })).id;
  campagneId = (
    await api.campagnes.creer({
      anneeScolaire: '2026-2027',
      baremeCle: 'loiret-2019',
      charteCle: 'modele-depliant',
      enveloppeCentimes: null,
      dateLimiteDepot: '2026-03-31',
    })
  ).id;
  const { depotId } = await deposerChemin(context, EXEMPLE);
  await resultat(api.imports.analyser({ campagneId, depotId }));
  await api.imports.executer({ campagneId, depotId, decisions: {}, confirme: true });
  context.db.$client.exec(`VACUUM INTO '${depart}'`);
  essai.fermer();
}

export interface Banc extends Essai {
  readonly campagneId: number;
  readonly ids: readonly number[];
  produire(dossierIds: readonly number[], forme?: FormeGrille): Promise<string>;
  analyser(...chemins: readonly string[]): Promise<ApercuGrilles>;
}

export async function ouvrirBanc(): Promise<Banc> {
  const dossier = dossierTemporaire();
  copyFileSync(depart, join(dossier, 'base.sqlite'));
  const essai = ouvrirEssai(dossier);
  const context = { ...essai.context, lanceur: surPlace };
  const api: Api = createRouterClient(router, { context });
  await api.session.choisirAgent({ agentId: agents.alice });
  let rang = 0;
  return {
    ...essai,
    api,
    context,
    campagneId,
    ids: (await api.grilles.lire({ campagneId })).dossiers.map((d) => d.id),
    async produire(dossierIds, forme = 'feuilles') {
      const document = await resultat(api.grilles.produire({ campagneId, dossierIds: [...dossierIds], forme }));
      const chemin = join(dossier, `grille-${(rang += 1)}.xlsx`);
      await rangerDocument(context, document.documentId, chemin);
      return chemin;
    },
    async analyser(...chemins) {
      let depotId: string | undefined;
      for (const chemin of chemins) ({ depotId } = await deposerChemin(context, chemin, depotId));
      return resultat(api.grilles.analyser({ campagneId, depotId: depotId ?? '' }));
    },
  };
}

export function entrees(banc: Banc): number {
  return banc.context.db.$client.prepare('SELECT count(*) FROM journal').pluck().get() as number;
}

/** Ouvre, change, enregistre à côté. */
export async function remplir(chemin: string, changer: (grille: GrilleOuverte) => void): Promise<string> {
  const grille = await ouvrirGrille(chemin);
  changer(grille);
  const sortie = chemin.replace(/\.xlsx$/, `-${Math.random().toString(36).slice(2, 8)}.xlsx`);
  await grille.enregistrer(sortie);
  return sortie;
}

export function reprendre(banc: Banc, apercu: ApercuGrilles, prendre: readonly string[] = [], terminer = false) {
  return banc.api.grilles.reprendre({
    campagneId: banc.campagneId,
    depotId: apercu.depotId,
    prendre: [...prendre],
    terminer,
  });
}

export function vus(apercu: ApercuGrilles) {
  return apercu.anomalies.map(
    (a) => `${a.bloquante ? 'BLOQUANT' : 'à savoir'} ${a.cellule ?? '-'} « ${a.valeur} » ${a.message}`,
  );
}
