import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { LIBELLES_TRANCHE, TRANCHES_AGE } from '../../../shared/domaine/bilan.ts';
import { formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier, formaterEuros } from '../../../shared/domaine/nombres.ts';
import { type Mesure, TOTAL } from '../../../shared/domaine/statistiques-bilans.ts';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import { creerMetrique, lirePolices } from './metrique.ts';
import { produirePdf } from './moteur.ts';
import { nettoyer } from './nettoyer.ts';
import { entete, pied } from './page.ts';
import { enteteDePapier, metadonnees, nommerService } from './papier.ts';
import type { OptionsPapier, PapierEcrit } from './releve/ecrire.ts';
import type { DonneesStatistiques } from './statistiques-bilans-donnees.ts';
import { MARGES } from './style.ts';
import { type Colonne, tableau } from './tableaux.ts';
import { typo } from './typographie.ts';

type Groupe = DonneesStatistiques['groupes'][number];

/** Les statistiques des bilans d’une campagne, en paysage. Mêmes données, mêmes octets. */
export async function ecrireStatistiquesBilans(
  donnees: DonneesStatistiques,
  options: OptionsPapier,
): Promise<PapierEcrit> {
  options.surProgres?.({ fait: 0, total: 1, message: 'Préparation des statistiques' });
  const polices = await lirePolices(options.ressources);
  const propres = nettoyer(donnees, creerMetrique(polices), new Set());
  let pages = 0;
  const definition = composer(propres, (nombre) => {
    pages = nombre;
  });
  const pdf = await produirePdf(definition, polices, () => {});
  await ecrireAtomique(options.sortie, pdf.octets);
  options.surProgres?.({ fait: 1, total: 1, message: 'Statistiques écrites' });
  return { octets: pdf.octets.length, sha256: pdf.sha256, pages };
}

function composer(donnees: DonneesStatistiques, surPages: (total: number) => void): TDocumentDefinitions {
  const { identite, anneeScolaire, groupes } = donnees;
  const total = groupes.find((g) => g.territoire === TOTAL);
  const habillage = {
    contexte: `Campagne Clas ${anneeScolaire} · `,
    titre: 'Statistiques des bilans',
    droite: `au ${formaterDateLongue(donnees.jour)}`,
    service: nommerService(identite),
    mention: 'Bilans reçus ou validés',
  };
  const enteteDeSuite = entete(habillage);
  return {
    info: metadonnees(donnees, {
      titre: `Statistiques des bilans ${anneeScolaire}`,
      sujet: `Campagne ${anneeScolaire}`,
      mots: `Clas, bilans, statistiques, ${anneeScolaire}`,
      auteur: habillage.service,
    }),
    pageOrientation: 'landscape',
    pageMargins: [...MARGES.paysage],
    header: (page, nombre, format) => {
      surPages(nombre);
      return page === 1 ? null : enteteDeSuite(page, nombre, format);
    },
    footer: pied(habillage, MARGES.paysage[3]),
    content: [
      ...enteteDePapier(identite),
      { text: `Statistiques des bilans, année ${anneeScolaire}`, style: 'titrePage', outline: true },
      {
        text: typo(
          `${pluriel(total?.bilans ?? 0, 'bilan reçu', 'bilans reçus')} sur ${pluriel(total?.dossiers ?? 0, 'dossier agréé', 'dossiers agréés')}, au ${formaterDateLongue(donnees.jour)}. Sauf la dernière colonne, tout porte sur les dossiers dont le bilan est reçu. Une somme suivie de (3/5) ne porte que sur les 3 réponses données pour 5 attendues ; « – » : personne n’a répondu. Rien de non renseigné n’est compté comme zéro.`,
        ),
        style: 'sousTitre',
        margin: [0, 3, 0, 8],
      },
      tableauDesTerritoires(groupes),
      ...(total ? [tableauDesEnfants(total)] : []),
    ],
  };
}

function dire(mesure: Mesure, formater = formaterEntier): string {
  if (mesure.somme === null) return '–';
  const somme = formater(mesure.somme);
  return mesure.repondus === mesure.sur ? somme : `${somme} (${mesure.repondus}/${mesure.sur})`;
}

function nombre(valeur: number | null, formater = formaterEntier): string {
  return valeur === null ? '–' : formater(valeur);
}

function tableauDesTerritoires(groupes: readonly Groupe[]): Content {
  const droite = (titre: string, largeur: number): Colonne => ({ entete: titre, largeur, aligner: 'right' });
  return tableau({
    dense: true,
    colonnes: [
      { entete: 'Territoire', largeur: '*' },
      droite('Bilans\nreçus', 38),
      droite('Collectifs\nréalisés / agréés', 62),
      droite('Enfants\nréels', 50),
      droite('Enfants\nprévus', 36),
      droite('Séances', 48),
      droite('Parents', 44),
      droite('Bénévoles', 46),
      droite('Coût réel', 76),
      droite('Montant agréé', 66),
      droite('Droit réel', 76),
      droite('Agréé, tous\nles dossiers', 66),
    ],
    lignes: groupes.map((g) => ({
      ...(g.territoire === TOTAL ? { genre: 'total' as const } : {}),
      cellules: [
        typo(g.territoire),
        `${g.bilans} / ${g.dossiers}`,
        `${dire(g.collectifsRealises)} / ${g.collectifsAttendus}`,
        dire(g.effectif),
        nombre(g.effectifAttendu),
        dire(g.seances),
        dire(g.parents),
        dire(g.benevoles),
        dire(g.cout, formaterEuros),
        formaterEuros(g.agreeAttenduCentimes),
        dire(g.droit, formaterEuros),
        formaterEuros(g.agreeCentimes),
      ],
    })),
    marges: [0, 0, 0, 14],
  });
}

function tableauDesEnfants({ enfants, denombres }: Groupe): Content {
  const sexes = ['fillesQpv', 'fillesHors', 'garconsQpv', 'garconsHors'] as const;
  return {
    unbreakable: true,
    stack: [
      { text: 'Enfants par âge, sexe et quartier prioritaire (QPV)', style: 'titreBloc' },
      {
        text: typo(`Dénombrés par ${pluriel(denombres.repondus, 'collectif')} sur ${denombres.sur} réalisés.`),
        style: 'note',
        margin: [0, 0, 0, 4],
      },
      tableau({
        colonnes: [
          { entete: 'Âge', largeur: 120 },
          { entete: 'Filles, QPV', largeur: 90, aligner: 'right' },
          { entete: 'Filles, hors QPV', largeur: 90, aligner: 'right' },
          { entete: 'Garçons, QPV', largeur: 90, aligner: 'right' },
          { entete: 'Garçons, hors QPV', largeur: 90, aligner: 'right' },
        ],
        lignes: TRANCHES_AGE.map((tranche) => ({
          cellules: [LIBELLES_TRANCHE[tranche], ...sexes.map((sexe) => nombre(enfants[tranche][sexe]))],
        })),
      }),
    ],
  };
}
