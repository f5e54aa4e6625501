import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import { listerEmportables } from '../../../db/queries/grilles.ts';
import type { Dossier } from '../../../shared/contract/dossiers.ts';
import type { FormeGrille } from '../../../shared/contract/grilles.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { nomComplet } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { lireDossiersComplets } from '../dossiers/lire.ts';
import { lireIdentite } from '../parametres.ts';
import { introuvable, Refus } from '../refus.ts';
import type { DonneesGrille, DossierDeGrille } from '../tableurs/ecrire-grille-donnees.ts';
import { LIGNE_COMMENTAIRE, PREFIXE_CONDITION, PREFIXE_CRITERE } from '../tableurs/ecrire-grille-format.ts';
import { empreinteCharte, empreinteGrille, empreinteLecture, empreinteLigne } from './empreintes.ts';
import { criteresDe, FEUILLES_MAXIMUM, type LectureEnBase, lectureDe, lireLectures } from './etat.ts';
import { redigerPreuves, redigerSections } from './rediger.ts';

export interface DemandeGrille {
  readonly campagneId: number;
  readonly dossierIds: readonly number[];
  readonly forme: FormeGrille;
  readonly agent: { readonly id: number; readonly prenom: string; readonly nom: string } | null;
}

/**
 * Tout ce que la grille montre et de quoi la reprendre.
 * @throws Refus si rien ne peut être emporté, ou trop de feuilles
 */
export function preparerGrille(context: Context, demande: DemandeGrille): DonneesGrille {
  const { campagneId, forme, agent } = demande;
  const campagne = lireCampagne(context, campagneId);
  const { charte, charteId } = campagne;
  const choisis = new Set(demande.dossierIds);
  const connus = listerEmportables(context.db, campagneId, agent?.id ?? 0);
  const demandes = connus.filter((d) => choisis.has(d.id));
  if (demandes.length < choisis.size) throw introuvable('Un des dossiers choisis');
  const emportes = demandes.filter((d) => !d.lien);
  refuserVide(emportes.length, demandes.length);
  if (forme === 'feuilles' && emportes.length > FEUILLES_MAXIMUM) {
    throw new Refus(
      'trop_de_feuilles',
      `${emportes.length} dossiers feraient autant de feuilles, ${FEUILLES_MAXIMUM} au plus : choisissez-en moins, ou prenez la forme large.`,
    );
  }
  const ids = emportes.map((d) => d.id);
  const lignes = lireLectures(context.db, campagneId, ids);
  const contenus = new Map(lignes.dossiers.map(({ dossier }) => [dossier.id, dossier.empreinteSource]));
  const annuaire = lireAnnuaire(context.ressources);
  const complets = forme === 'feuilles' ? new Map(completer(context, campagneId, ids).map((d) => [d.id, d])) : null;
  const dossiers = emportes.map((emporte): DossierDeGrille => {
    const lecture = agent === null ? null : lectureDe(lignes, emporte.id, agent.id, charteId);
    const complet = complets?.get(emporte.id);
    const conditions = (complet?.conditions ?? []).map((c) => ({
      code: c.code,
      libelle: c.libelle,
      aide: c.aide,
      eliminatoire: c.eliminatoire,
      proposition: c.proposition.reponse,
      preuve: c.proposition.preuve,
      constat: c.constat && { reponse: c.constat.reponse, commentaire: c.constat.commentaire },
    }));
    return {
      id: emporte.id,
      numero: emporte.numero,
      structure: emporte.structure || 'Structure sans nom',
      commune: nomCommune(annuaire, emporte.communeInsee) ?? '',
      resume: complet ? resumer(complet) : '',
      empreinteContenu: contenus.get(emporte.id) ?? '',
      empreinteLecture: empreinteLecture(lecture),
      origines: originesDe(lecture, conditions),
      terminee: lecture?.etat === 'terminee',
      sections: complet ? redigerSections(complet) : [],
      conditions,
      preuves: complet ? redigerPreuves(complet.reponses, criteresDe(charte)) : {},
      cotations: criteresDe(charte).map(({ code }) => {
        const cotation = lecture?.cotations.find((c) => c.critere === code);
        return { critere: code, niveau: cotation?.niveau ?? null, commentaire: cotation?.commentaire ?? '' };
      }),
      commentaire: lecture?.commentaire ?? '',
    };
  });
  const charteEmpreinte = empreinteCharte(charte);
  return {
    identite: lireIdentite(context.db),
    version: context.version,
    forme,
    grille: empreinteGrille([
      campagneId,
      charteId,
      charteEmpreinte,
      agent?.id ?? 0,
      forme,
      dossiers.map((d) => [d.id, d.empreinteContenu, d.empreinteLecture, d.origines]),
    ]),
    campagneId,
    anneeScolaire: campagne.anneeScolaire,
    charteId,
    charteEmpreinte,
    charte,
    agent: agent === null ? null : { id: agent.id, nom: nomComplet(agent) },
    prepareLe: context.horloge.aujourdhui(),
    dossiers,
    ecartes: demandes.filter((d) => d.lien).map((d) => d.numero),
  };
}

function refuserVide(emportes: number, demandes: number): void {
  if (emportes > 0) return;
  throw demandes === 0
    ? new Refus('aucun_dossier', 'Aucun dossier à emporter : importez des réponses, ou choisissez au moins un dossier.')
    : new Refus(
        'lien_interet',
        'Vous avez déclaré un lien d’intérêt avec chacun de ces dossiers : ils ne peuvent pas être emportés.',
      );
}

/** Lus ensemble, les dossiers ne s’évaluent qu’une fois, mais sans leurs colonnes non rapprochées : on les y remet. */
function completer(context: Context, campagneId: number, ids: readonly number[]): Dossier[] {
  const complets = lireDossiersComplets(context, campagneId, ids);
  if (ids.length === 1) return complets;
  return complets.map((dossier) => {
    const lues = lireLignesDossiers(context.db, campagneId, { dossierId: dossier.id }).reponses.get(dossier.id) ?? [];
    const autres = lues.filter((r) => r.champ === null && r.collectifRang === null);
    return {
      ...dossier,
      reponses: [
        ...dossier.reponses,
        ...autres.map(({ libelle, brut, adresse }) => ({
          champ: null,
          libelle,
          section: 'autres' as const,
          valeur: brut,
          brut,
          adresse,
          collectifId: null,
        })),
      ],
    };
  });
}

function originesDe(
  lecture: LectureEnBase | null,
  conditions: DossierDeGrille['conditions'],
): Readonly<Record<string, string>> {
  const lignes: [string, string][] = [
    ...(lecture?.cotations ?? []).map((c): [string, string] => [
      `${PREFIXE_CRITERE}${c.critere}`,
      empreinteLigne(c.niveau, c.commentaire),
    ]),
    ...conditions.map((c): [string, string] => [
      `${PREFIXE_CONDITION}${c.code}`,
      empreinteLigne(c.constat?.reponse ?? null, c.constat?.commentaire ?? ''),
    ]),
    [LIGNE_COMMENTAIRE, empreinteLigne(null, lecture?.commentaire ?? '')],
  ];
  return Object.fromEntries(
    lignes.filter(([, empreinte]) => empreinte !== '').toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function resumer(d: Dossier): string {
  const lieu = d.communeNom === null ? [] : [d.communeNom];
  return [
    `n° ${d.numero}`,
    ...lieu,
    `${pluriel(d.collectifs, 'collectif')}, ${pluriel(d.effectif, 'enfant')}`,
    ...(d.demandeCentimes === null ? [] : [`demandé ${formaterEuros(d.demandeCentimes)}`]),
    `droit calculé ${formaterEuros(d.droitCentimes)}`,
  ].join(' · ');
}
