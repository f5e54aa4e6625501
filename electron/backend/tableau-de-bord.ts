import { listerCoordonnees } from '../../db/queries/coordonnees.ts';
import { lireSeanceDeCampagne } from '../../db/queries/seances.ts';
import type { TableauDeBord } from '../../shared/contract/campagnes.ts';
import type { LigneDossier } from '../../shared/contract/dossiers.ts';
import { formaterDate } from '../../shared/domaine/dates.ts';
import { lireCampagne } from './campagnes.ts';
import { lireAnnuaire, nomCommune } from './communes.ts';
import type { Context } from './context.ts';
import { lireDemandes } from './demandes/lire.ts';
import type { Evaluation } from './dossiers/evaluer.ts';
import { evaluerToute, type SocleLecture } from './dossiers/regles.ts';

export function lireTableauDeBord(context: SocleLecture & Pick<Context, 'horloge'>, campagneId: number): TableauDeBord {
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
  const annuaire = lireAnnuaire(context.ressources);
  const parCommune = Map.groupBy(collectifs, (c) => c.communeInsee ?? '');
  const niveaux = Map.groupBy(collectifs, (c) => c.niveau);
  return {
    campagne,
    aujourdhui: context.horloge.aujourdhui(),
    attentes: listerAttentes(context, campagneId, evaluations),
    argent: {
      enveloppeCentimes: campagne.enveloppeCentimes,
      demandeCentimes: somme(lignes, (l) => l.demandeCentimes ?? 0),
      droitCentimes: somme(lignes, (l) => l.droitCentimes),
      proposeFavorableCentimes: droitDePile('favorable'),
      proposeADebattreCentimes: droitDePile('a_debattre'),
      agreeCentimes: somme(lignes, (l) => l.agreeCentimes ?? 0),
      payeCentimes: 0,
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

function listerAttentes(
  context: SocleLecture & Pick<Context, 'horloge'>,
  campagneId: number,
  evaluations: readonly Evaluation[],
): TableauDeBord['attentes'] {
  const lignes = evaluations.map((e) => e.ligne);
  const page = (nom: string) => `/c/${campagneId}/${nom}`;
  const compter = (etat: LigneDossier['etat']) => lignes.filter((l) => l.etat === etat).length;
  const seance = lireSeanceDeCampagne(context.db, campagneId);
  const aDecider = evaluations.flatMap((e) => e.collectifs).filter((c) => c.decision === null).length;
  const ibans = listerCoordonnees(context.db, campagneId).filter((c) => c.banque.etat === 'a_verifier').length;
  const attentes: TableauDeBord['attentes'] = [
    {
      code: 'a_etudier',
      nombre: compter('a_etudier'),
      libelle: 'dossiers à étudier',
      detail: 'aucune lecture commencée',
      vers: page('instruction'),
    },
    {
      code: 'en_lecture',
      nombre: compter('en_lecture'),
      libelle: 'dossiers en lecture',
      detail: 'lecture à terminer',
      vers: page('instruction'),
    },
    {
      code: 'a_debattre',
      nombre: lignes.filter((l) => l.pile === 'a_debattre' && l.etat !== 'decide').length,
      libelle: 'dossiers à débattre',
      detail: 'pile proposée pour le Copil',
      vers: page('dossiers'),
    },
    {
      code: 'a_harmoniser',
      nombre: lignes.filter((l) => l.aHarmoniser).length,
      libelle: 'dossiers à harmoniser',
      detail: 'leurs lecteurs s’écartent',
      vers: `${page('instruction')}?onglet=harmonisation`,
    },
    {
      code: 'anomalies',
      nombre: lignes.filter((l) => l.anomalies > 0).length,
      libelle: 'dossiers avec anomalies',
      detail: 'relevées au dernier import',
      vers: page('dossiers'),
    },
    {
      code: 'a_decider',
      nombre: lignes.length === 0 ? 0 : aDecider,
      libelle: 'collectifs à décider',
      detail: seance ? `séance du ${formaterDate(seance.date)}` : 'séance à préparer',
      vers: page('copil'),
    },
    {
      code: 'iban_a_confirmer',
      nombre: ibans,
      libelle: 'IBAN à confirmer',
      detail: 'par un autre agent que le saisissant',
      vers: page('paiements'),
    },
  ];
  return [...attentes, ...attentesDesPorteurs(context, campagneId)].filter((a) => a.nombre > 0);
}

/** Les demandes aux porteurs : à envoyer, sans réponse à l’échéance, ou toutes répondues. */
function attentesDesPorteurs(
  context: SocleLecture & Pick<Context, 'horloge'>,
  campagneId: number,
): TableauDeBord['attentes'] {
  const { demandes } = lireDemandes(context, campagneId);
  const attente = (
    code: TableauDeBord['attentes'][number]['code'],
    vue: (typeof demandes)[number]['vue'],
    libelle: string,
    detail: string,
  ) => ({
    code,
    nombre: demandes.filter((d) => d.vue === vue).length,
    libelle,
    detail,
    vers: `/c/${campagneId}/demandes?vue=${vue}`,
  });
  return [
    attente('demandes_en_retard', 'en_retard', 'demandes sans réponse', 'échéance passée : porteurs à relancer'),
    attente('demandes_a_clore', 'a_clore', 'demandes répondues', 'à relire, puis à clore'),
    attente('demandes_a_envoyer', 'a_envoyer', 'demandes à envoyer', 'questions et pièces réunies'),
  ];
}
