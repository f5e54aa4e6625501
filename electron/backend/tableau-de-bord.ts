import type { TableauDeBord } from '../../shared/contract/campagnes.ts';
import type { LigneDossier } from '../../shared/contract/dossiers.ts';
import { listerAttentes } from './attentes.ts';
import { lireCampagne } from './campagnes.ts';
import { lireAnnuaire, nomCommune } from './communes.ts';
import type { Context } from './context.ts';
import { evaluerToute } from './dossiers/regles.ts';
import { constaterEtapes } from './etapes.ts';
import { lirePaiements } from './paiements/lire.ts';

export function lireTableauDeBord(context: Context, campagneId: number): TableauDeBord {
  const campagne = lireCampagne(context, campagneId);
  const evaluations = evaluerToute(context, campagneId);
  const lignes = evaluations.map((e) => e.ligne);
  const collectifs = evaluations.flatMap((e) =>
    e.collectifs.map((c) => ({ ...c, communeInsee: c.communeInsee ?? e.ligne.communeInsee })),
  );
  const somme = <T>(elements: readonly T[], f: (e: T) => number) => elements.reduce((n, e) => n + f(e), 0);
  const droitDePile = (pile: LigneDossier['pile']) =>
    somme(
      lignes.filter((l) => l.pile === pile),
      (l) => l.droitCentimes,
    );
  const { totaux } = lirePaiements(context, campagneId);
  const annuaire = lireAnnuaire(context.ressources);
  const parCommune = Map.groupBy(collectifs, (c) => c.communeInsee ?? '');
  const niveaux = Map.groupBy(collectifs, (c) => c.niveau);
  return {
    campagne: constaterEtapes(context.db, campagne),
    aujourdhui: context.horloge.aujourdhui(),
    attentes: listerAttentes(context, campagneId, evaluations),
    argent: {
      enveloppeCentimes: campagne.enveloppeCentimes,
      demandeCentimes: somme(lignes, (l) => l.demandeCentimes ?? 0),
      droitCentimes: somme(lignes, (l) => l.droitCentimes),
      proposeFavorableCentimes: droitDePile('favorable'),
      proposeADebattreCentimes: droitDePile('a_debattre'),
      agreeCentimes: somme(lignes, (l) => l.agreeCentimes ?? 0),
      payeCentimes: totaux.payeCentimes,
      auLotCentimes: totaux.auLotCentimes,
    },
    nombres: {
      dossiers: lignes.length,
      collectifs: collectifs.length,
      enfants: somme(collectifs, (c) => c.effectif ?? 0),
      structures: new Set(lignes.map((l) => l.structure.id)).size,
      communes: [...parCommune.keys()].filter(Boolean).length,
    },
    niveaux: (['elementaire', 'college', 'lycee', 'mixte', null] as const).flatMap((niveau) => {
      const groupe = niveaux.get(niveau);
      return groupe ? [{ niveau, collectifs: groupe.length, enfants: somme(groupe, (c) => c.effectif ?? 0) }] : [];
    }),
    territoires: [...parCommune]
      .filter(([insee]) => insee !== '')
      .map(([insee, groupe]) => ({
        insee,
        nom: nomCommune(annuaire, insee) ?? insee,
        collectifs: groupe.length,
        enfants: somme(groupe, (c) => c.effectif ?? 0),
        droitCentimes: somme(groupe, (c) => c.droitCentimes),
      }))
      .toSorted((a, b) => b.collectifs - a.collectifs || a.nom.localeCompare(b.nom, 'fr')),
  };
}
