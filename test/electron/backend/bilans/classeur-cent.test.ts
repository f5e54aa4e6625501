import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, it } from 'vitest';
import { lignesAlterees } from '../../../../db/empreintes.ts';
import { listerBilans } from '../../../../db/queries/bilans.ts';
import { preparerClasseurs } from '../../../../electron/backend/bilans/classeur/preparer.ts';
import { appliquerBilans } from '../../../../electron/backend/bilans/classeur/reprendre.ts';
import { deposerChemin } from '../../../../electron/backend/imports/depots.ts';
import { router } from '../../../../electron/backend/router.ts';
import { ecrireBilan } from '../../../../electron/backend/tableurs/ecrire-bilan.ts';
import type { Lanceur } from '../../../../electron/backend/travaux/lancer.ts';
import { registre } from '../../../../electron/backend/travaux/registre.ts';
import { bilanVide } from '../../../../shared/domaine/bilan.ts';
import { importer, lectureDe, ouvrirAtelier, source } from '../argent-essai.ts';

const NOMBRE = 100;

/** Les travaux dans ce processus : le vrai est éprouvé ailleurs, ici on en compte les lots. */
function compterLots(lots: number[]): Lanceur {
  return {
    async lancer(nom, entree, options) {
      if ('fichiers' in entree) lots.push(entree.fichiers.length);
      const travail = await registre[nom]();
      return travail.executer(entree, options?.surProgres ?? (() => {}));
    },
  };
}

it('cent classeurs en une fois : lus par lots, écrits d’une seule transaction, chacun à son dossier', async () => {
  const atelier = ouvrirAtelier();
  const banc = atelier.ouvrir({}, null);
  const lots: number[] = [];
  const context = { ...banc.context, lanceur: compterLots(lots) };
  const { campagneId, seanceId } = banc;
  importer(
    context,
    campagneId,
    lectureDe(
      Array.from({ length: NOMBRE }, (_, rang) =>
        source({
          numero: String(2001 + rang),
          nom: `Porteur ${rang + 1}`,
          siret: null,
          iban: null,
          collectifs: [{ libelle: 'Seul', coutCentimes: 600_000, effectif: 10 }],
        }),
      ),
    ),
  );
  const api = createRouterClient(router, { context });
  const collectifIds = context.db.$client.prepare('SELECT id FROM collectifs ORDER BY id').pluck().all() as number[];
  await api.seances.decider({ seanceId, collectifIds, nature: 'agree', motif: null, texte: '' });

  const dossier = join(context.dossierTravail, '..', 'cent');
  mkdirSync(dossier, { recursive: true });
  let depotId: string | undefined;
  for (const [rang, donnees] of preparerClasseurs(context, campagneId, null).entries()) {
    const [collectif] = donnees.collectifs;
    if (!collectif) throw new Error('collectif perdu');
    const saisie = {
      contenu: { ...bilanVide([collectif.id]), salaries: rang },
      collectifs: [{ collectifId: collectif.id, realise: true, seances: rang, effectif: 10, coutCentimes: rang * 100 }],
      budget: [],
    };
    const sortie = join(dossier, `${donnees.dossier.numero}.xlsx`);
    await ecrireBilan({ ...donnees, saisie }, { sortie });
    ({ depotId } = await deposerChemin(context, sortie, depotId));
  }
  const demande = { campagneId, depotId: depotId ?? '', remplacer: [], recuLe: '2026-06-01' } as const;
  const faite = await appliquerBilans(context, demande);
  expect(faite).toMatchObject({ inchanges: 0, gardes: 0, laisses: [] });
  expect(faite.ecrits).toHaveLength(NOMBRE);
  expect(lots).toEqual([20, 20, 20, 20, 20]);
  const ecrits = [...listerBilans(context.db, campagneId).values()].map((b) => [
    b.origine,
    b.contenu.salaries,
    b.collectifs[0]?.coutCentimes,
  ]);
  expect(ecrits).toEqual(Array.from({ length: NOMBRE }, (_, rang) => [`${2001 + rang}.xlsx`, rang, rang * 100]));
  expect(lignesAlterees(context.db)).toEqual([]);
  banc.fermer();
  atelier.fermer();
}, 300_000);
