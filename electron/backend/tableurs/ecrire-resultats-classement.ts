import type { Workbook, Worksheet } from 'exceljs';
import { LIBELLES_DECISION, LIBELLES_NIVEAU_SCOLAIRE, LIBELLES_PILE } from '../../../shared/domaine/libelles.ts';
import type { DonneesFiches, FicheInstruction } from '../documents/fiche-instruction-donnees.ts';
import { adresse } from './classeur.ts';
import { euros } from './ecrire-classeur.ts';
import {
  type ColonneResultat,
  ecrireTable,
  FORMAT_NOTE,
  poserLargeurs,
  type Valeur,
} from './ecrire-resultats-feuille.ts';
import { cite, FEUILLES, nombreDe, type Plan } from './ecrire-resultats-plan.ts';
import { FORMAT_ENTIER, FORMAT_MONTANT, FORMAT_TEXTE } from './ecrire-style.ts';

type Colonne = ColonneResultat<FicheInstruction>;
const PARCOURS: Readonly<Record<FicheInstruction['parcours'], string>> = {
  nouveau: 'nouveau',
  renouvellement: 'renouvellement',
  sans_reference: '',
};

/** Une ligne par dossier : rang, notes (reprises de la feuille Critères), pile et raisons, ce qu’il faudrait, année d’avant. */
export function ajouterClassement(classeur: Workbook, donnees: DonneesFiches, plan: Plan): Worksheet {
  const feuille = classeur.addWorksheet(FEUILLES.classement, {
    views: [{ state: 'frozen', xSplit: 3, ySplit: 1, showGridLines: false, zoomScale: 110 }],
  });
  const colonnes = [
    ...identite(donnees, plan),
    ...notes(donnees, plan),
    ...jugement(),
    ...montants(),
    ...precedente(donnees),
  ];
  poserLargeurs(
    feuille,
    colonnes.map(({ largeur }) => largeur),
  );
  const fin = ecrireTable(feuille, 1, colonnes, donnees.fiches);
  feuille.autoFilter = { from: { row: 1, column: 1 }, to: { row: fin, column: colonnes.length } };
  return feuille;
}

function texte(libelle: string, largeur: number, valeur: (fiche: FicheInstruction) => Valeur): Colonne {
  return { libelle, largeur, alignement: 'left', libre: true, format: FORMAT_TEXTE, valeur };
}

function entier(libelle: string, largeur: number, valeur: (fiche: FicheInstruction) => Valeur): Colonne {
  return { libelle, largeur, alignement: 'right', format: FORMAT_ENTIER, valeur };
}

function montant(libelle: string, valeur: (fiche: FicheInstruction) => number | null | undefined): Colonne {
  return {
    libelle,
    largeur: 12,
    alignement: 'right',
    format: FORMAT_MONTANT,
    valeur: (fiche) => {
      const centimes = valeur(fiche) ?? null;
      return centimes === null ? null : euros(centimes);
    },
  };
}

function identite(donnees: DonneesFiches, plan: Plan): Colonne[] {
  const avecParcours = donnees.fiches.some(({ parcours }) => parcours !== 'sans_reference');
  return [
    {
      libelle: 'Rang',
      largeur: 7,
      alignement: 'right',
      format: FORMAT_ENTIER,
      gras: true,
      valeur: (fiche, index) => rang(fiche, donnees, plan, plan.debut + index),
    },
    texte('N° du dossier', 12, ({ dossier }) => dossier.numero),
    texte('Structure', 36, ({ dossier }) => dossier.structure.raisonSociale),
    texte('Ex æquo', 9, ({ dossier }) => (dossier.rang?.exAequo ? 'ex æquo' : null)),
    texte('Commune', 22, ({ dossier }) => dossier.communeNom),
    texte('Territoire', 28, ({ dossier }) => dossier.territoire),
    texte('QPV', 7, ({ dossier }) => (dossier.qpv === null ? null : dossier.qpv ? 'oui' : 'non')),
    ...(avecParcours ? [texte('Parcours', 15, ({ parcours }) => PARCOURS[parcours])] : []),
    texte('Niveaux', 22, ({ dossier }) =>
      dossier.niveaux
        .map(
          ({ niveau, nombre }) =>
            `${nombre} ${niveau === null ? 'sans niveau' : LIBELLES_NIVEAU_SCOLAIRE[niveau].toLocaleLowerCase('fr')}`,
        )
        .join(', '),
    ),
  ];
}

/** Toute la campagne : une formule. Une partie seulement : le rang dans la campagne, que le classeur ne peut pas recompter. */
function rang({ dossier }: FicheInstruction, { fiches, total }: DonneesFiches, plan: Plan, ligne: number): Valeur {
  if (fiches.length < total) return dossier.rang?.rang ?? null;
  const fixe = (n: number) => adresse(plan.classee, n).replace(/(\d+)$/, '$$$1');
  const toutes = `'${FEUILLES.criteres}'!${fixe(plan.debut)}:${fixe(plan.fin)}`;
  const celle = cite(FEUILLES.criteres, plan.classee, ligne);
  return {
    formule: `IF(${celle}="","",1+SUMPRODUCT(ISNUMBER(${toutes})*(${toutes}>${celle})))`,
    resultat: dossier.rang?.rang ?? '',
  };
}

function notes({ campagne }: DonneesFiches, plan: Plan): Colonne[] {
  const note = { alignement: 'right', format: FORMAT_NOTE } as const;
  return [
    {
      ...note,
      libelle: 'Note',
      largeur: 8,
      gras: true,
      valeur: ({ dossier, noteExacte }, index) => ({
        formule: cite(FEUILLES.criteres, plan.affichee, plan.debut + index),
        resultat: noteExacte === null || dossier.note.dixiemes === null ? '' : dossier.note.dixiemes / 10,
      }),
    },
    ...campagne.charte.axes.map(
      (axe, rangAxe): Colonne => ({
        ...note,
        libelle: axe.abrege,
        largeur: 8,
        valeur: ({ axesExacts }, index) => ({
          formule: cite(FEUILLES.criteres, plan.axes + rangAxe, plan.debut + index),
          resultat: nombreDe(axesExacts[rangAxe] ?? null) ?? '',
        }),
      }),
    ),
    texte('Complète', 16, ({ dossier, montre }) =>
      !montre
        ? 'cachée'
        : dossier.note.complete
          ? 'oui'
          : dossier.note.dixiemes === null
            ? 'sans note'
            : `partielle : ${dossier.note.manquants.join(', ')}`,
    ),
  ];
}

function jugement(): Colonne[] {
  return [
    texte('Pile proposée', 13, ({ dossier, montre }) =>
      !montre ? 'cachée' : dossier.pile === null ? 'non étudié' : LIBELLES_PILE[dossier.pile],
    ),
    texte('Raisons', 70, ({ dossier, montre }) => (montre ? dossier.raisons.join(' ;\n') : null)),
    texte('Stabilité', 10, ({ stabilite }) => stabilite?.stabilite ?? null),
    entier('Meilleur rang', 9, ({ stabilite }) => stabilite?.meilleur ?? null),
    entier('Moins bon rang', 9, ({ stabilite }) => stabilite?.moinsBon ?? null),
    texte('Lecteurs', 24, ({ lectures }) =>
      lectures.map(({ agent, etat }) => (etat === 'terminee' ? agent : `${agent} (en cours)`)).join(', '),
    ),
    texte('Décision', 16, ({ dossier }) => direDecision(dossier.decision)),
  ];
}

function direDecision(decision: FicheInstruction['dossier']['decision']): string | null {
  if (decision === null) return null;
  return decision === 'mixte' ? 'Selon le collectif' : LIBELLES_DECISION[decision];
}

function montants(): Colonne[] {
  return [
    entier('Collectifs', 9, ({ dossier }) => dossier.collectifs),
    entier('Enfants', 8, ({ dossier }) => dossier.effectif),
    montant('Demandé', ({ dossier }) => dossier.demandeCentimes),
    montant('Droit', ({ dossier }) => dossier.droitCentimes),
    montant('Agréé', ({ dossier }) => dossier.agreeCentimes),
  ];
}

/** Rien si la base ne tient pas l’année d’avant : des colonnes vides feraient croire qu’elle y est. */
function precedente({ anneePrecedente }: DonneesFiches): Colonne[] {
  if (anneePrecedente === null) return [];
  const joindre = (
    fiche: FicheInstruction,
    dire: (d: NonNullable<FicheInstruction['precedent']>['dossiers'][number]) => string | null,
  ) => fiche.precedent?.dossiers.flatMap((d) => dire(d) ?? []).join(' ; ') ?? null;
  return [
    texte(`Note ${anneePrecedente}`, 10, (fiche) =>
      joindre(fiche, ({ dixiemes }) => (dixiemes === null ? null : String(dixiemes / 10).replace('.', ','))),
    ),
    texte(`Rang ${anneePrecedente}`, 10, (fiche) =>
      joindre(fiche, (d) => (d.rang === null ? null : String(d.rang.rang))),
    ),
    texte(`Pile ${anneePrecedente}`, 13, (fiche) =>
      joindre(fiche, ({ pile }) => (pile === null ? null : LIBELLES_PILE[pile])),
    ),
    texte(`Décision ${anneePrecedente}`, 16, (fiche) => joindre(fiche, ({ decision }) => direDecision(decision))),
    entier(`Collectifs ${anneePrecedente}`, 11, ({ precedent }) => precedent?.collectifs ?? null),
    montant(`Agréé ${anneePrecedente}`, ({ precedent }) => precedent?.agreeCentimes),
  ];
}
