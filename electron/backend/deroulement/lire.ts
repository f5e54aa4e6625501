import { listerAgents } from '../../../db/queries/agents.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import type { ElementDuFil, EtatSuivi, LigneSuivi, SuiviDossier } from '../../../shared/contract/suivi.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { nomComplet } from '../acteur.ts';
import { lireAnnuaire, nomCommune, nomTerritoire } from '../communes.ts';
import { lettre } from '../dossiers/faits.ts';
import { introuvable } from '../refus.ts';
import { alertesDeVisites, alertesDuDossier, type DossierSuivi, rassembler, type SocleSuivi } from './rassembler.ts';
import { lireReglages } from './reglages.ts';

/** La grille du suivi : une ligne par collectif agréé, ou qui l’a été et a démarré. */
export function lireSuivi(context: SocleSuivi, campagneId: number): EtatSuivi {
  const { anneeScolaire, bareme, aujourdhui, dossiers } = rassembler(context, campagneId);
  const annuaire = lireAnnuaire(context.ressources);
  return {
    aujourdhui,
    anneeScolaire,
    reglages: lireReglages(context.db),
    effectifMinimum: bareme.effectifMinimum,
    effectifMaximum: bareme.effectifMaximum,
    lignes: dossiers.flatMap((d) => {
      const relance = d.relances.at(-1) ?? null;
      return d.collectifs.map((collectif): LigneSuivi => {
        const siennes = d.visites.filter((v) => v.annuleLe === null && isDuCollectif(v, collectif.collectifId));
        const enAttente = d.enAttente.filter((v) => isDuCollectif(v, collectif.collectifId));
        return {
          ...collectif,
          alertes: [...collectif.alertes, ...alertesDeVisites(enAttente)],
          dossierId: d.dossier.id,
          numero: d.dossier.numero,
          structure: d.structure.raisonSociale,
          commune: nomCommune(annuaire, d.dossier.communeInsee),
          territoire: nomTerritoire(annuaire, d.dossier.communeInsee),
          derniereVisite: siennes.at(-1)?.date ?? null,
          relance,
        };
      });
    }),
  };
}

function isDuCollectif(visite: { readonly collectifId: number | null }, collectifId: number): boolean {
  return visite.collectifId === null || visite.collectifId === collectifId;
}

/** La campagne d’un dossier. @throws Refus si le dossier n’existe plus */
export function campagneDe(context: Pick<SocleSuivi, 'db'>, dossierId: number): number {
  const campagneId = campagneDuDossier(context.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  return campagneId;
}

/** Un dossier : l’état de chaque collectif, les alertes, et le fil de ce qui est arrivé. */
export function lireSuiviDossier(context: SocleSuivi, dossierId: number): SuiviDossier {
  const { aujourdhui, dossiers } = rassembler(context, campagneDe(context, dossierId), dossierId);
  const [suivi] = dossiers;
  if (!suivi) throw introuvable('Ce dossier');
  const { dossier, structure, coordinateurDeclare, collectifs } = suivi;
  const somme = (montant: (c: (typeof collectifs)[number]) => number) => collectifs.reduce((n, c) => n + montant(c), 0);
  return {
    dossierId,
    numero: dossier.numero,
    structure: structure.raisonSociale,
    commune: nomCommune(lireAnnuaire(context.ressources), dossier.communeInsee),
    courriel: structure.courriel,
    telephone: structure.telephone,
    adresseConnue: Boolean(structure.adresse) && Boolean(structure.codePostal),
    coordinateurDeclare,
    aujourdhui,
    agreeCentimes: somme((c) => c.agreeCentimes),
    droitCentimes: somme((c) => c.droitCentimes),
    collectifs: [...collectifs],
    alertes: alertesDuDossier(suivi),
    fil: composerFil(context, suivi),
  };
}

/** Le plus récent d’abord ; à la même date, le dernier noté. */
function composerFil(context: Pick<SocleSuivi, 'db'>, suivi: DossierSuivi): ElementDuFil[] {
  const noms = new Map(listerAgents(context.db).map((a) => [a.id, nomComplet(a)]));
  const commun = (l: {
    readonly id: number;
    readonly agent: string;
    readonly instant: string;
    readonly annuleLe: string | null;
    readonly annulePar: number | null;
    readonly annuleMotif: string | null;
  }) => ({
    id: l.id,
    agent: l.agent,
    instant: l.instant,
    annule:
      l.annuleLe === null
        ? null
        : { agent: noms.get(l.annulePar ?? 0) ?? '', instant: l.annuleLe, motif: l.annuleMotif ?? '' },
  });
  const lettres = new Map(suivi.evenements.map((e) => [e.collectifId, lettre(e.rang)]));
  for (const c of suivi.collectifs) lettres.set(c.collectifId, c.lettre);
  const attendent = new Set(suivi.enAttente.map((v) => v.id));
  const fil: ElementDuFil[] = [
    ...suivi.evenements.map((e): ElementDuFil => {
      const { collectifId, nature, lieu, jours, horaires, effectif, coordinateur, texte } = e;
      const dits = { collectifId, nature, lieu, jours, horaires, effectif, coordinateur, texte };
      return { genre: 'evenement', ...commun(e), ...dits, date: e.dateEffet, lettre: lettre(e.rang) };
    }),
    ...suivi.visites.map((v): ElementDuFil => {
      const { date, visiteurs, rencontres, effectif, compteRendu, suites } = v;
      const dits = { date, visiteurs, rencontres, effectif, compteRendu, suites };
      const nom = v.collectifId === null ? null : (lettres.get(v.collectifId) ?? null);
      return { genre: 'visite', ...commun(v), ...dits, lettre: nom, enAttente: attendent.has(v.id) };
    }),
    ...suivi.echanges.map((e): ElementDuFil => {
      const { date, moyen, sens, interlocuteur, objet, texte } = e;
      return { genre: 'echange', ...commun(e), date, moyen, sens, interlocuteur, objet, texte };
    }),
    ...suivi.relances.map((r): ElementDuFil => {
      const { id, agent, instant, rang, echeance, documentId } = r;
      return { genre: 'relance', id, agent, instant, annule: null, date: dateDe(instant), rang, echeance, documentId };
    }),
  ];
  return fil.toSorted((a, b) => comparer(b.date, a.date) || comparer(b.instant, a.instant) || b.id - a.id);
}

function comparer(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
