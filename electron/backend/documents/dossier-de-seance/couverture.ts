import type { Content, ContentSection } from 'pdfmake/interfaces.js';
import type { z } from 'zod';
import { LIBELLES_PARTIE, PartieDossier } from '../../../../shared/contract/dossier-de-seance.ts';
import type { Membre } from '../../../../shared/contract/seances.ts';
import { formaterDateLongue, formaterHeure, formaterInstant } from '../../../../shared/domaine/dates.ts';
import { comparerFrancais, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { projeter, tracer } from '../carte-loiret.ts';
import { ecarterDisques } from '../etiquettes.ts';
import { COULEURS, LARGEUR_UTILE, MARGE, MARGES, PAGE } from '../style.ts';
import { tableau } from '../tableaux.ts';
import { typo } from '../typographie.ts';
import { RETIRE_DU_DOSSIER_ALLEGE } from './alleger.ts';
import { type Impression, nommerCollectifs, nommerEnfants } from './impression.ts';
import { fichesJointes } from './plan.ts';
import { sitesDe } from './sites.ts';

const CARTE = { x: 246, y: 318, l: 301, h: 242 } as const;
const INSTITUTIONS: Readonly<Record<z.infer<typeof Membre>['institution'], string>> = {
  caf: 'Caf',
  etat: 'services de l’État',
  education_nationale: 'Éducation nationale',
  autre: 'autres',
};

export function couverture(impression: Impression): ContentSection {
  return {
    section: [
      enteteDeLettre(impression),
      titre(impression),
      carte(impression),
      chiffresCles(impression),
      reperes(impression),
    ],
    pageMargins: [...MARGES.portrait],
    header: () => null,
    footer: (_page, total) => mention(impression, total),
  };
}

function enteteDeLettre({ donnees: { identite } }: Impression): Content {
  const ville = [identite.codePostal, identite.ville].filter((texte) => texte !== '').join(' ');
  const adresse = [identite.adresse, ville].filter((texte) => texte !== '').join(', ');
  // Le coin droit, 74 × 44, reste libre pour le logotype.
  return {
    absolutePosition: { x: MARGE, y: 48 },
    columns: [
      {
        width: 400,
        stack: [
          { text: identite.nom, style: 'fort' },
          ...[identite.service, adresse].filter((texte) => texte !== '').map((text) => ({ text, style: 'sousTitre' })),
        ],
      },
    ],
  };
}

function titre({ donnees }: Impression): Content {
  return {
    stack: [
      {
        canvas: [{ type: 'rect', x: 0, y: 0, w: 3, h: 104, color: COULEURS.accent }],
        absolutePosition: { x: MARGE, y: 178 },
      },
      {
        absolutePosition: { x: MARGE + 17, y: 178 },
        columns: [
          {
            width: 440,
            stack: [
              { text: 'Dossier de séance', style: 'titreCouverture' },
              {
                text: 'Comité de pilotage du contrat local\nd’accompagnement à la scolarité (Clas)',
                style: 'sousTitreCouverture',
                margin: [0, 4, 0, 8],
              },
              {
                text: `Campagne ${donnees.campagne.anneeScolaire} – document préparatoire à la décision d’agrément${donnees.options.allege ? ',\nversion allégée' : ''}`,
                style: 'phraseCouverture',
                color: COULEURS.gris,
              },
            ],
          },
        ],
      },
    ],
  };
}

function carte({ fond, donnees }: Impression): Content {
  const cadre = { x: 0, y: 0, l: CARTE.l, h: CARTE.h };
  const projection = projeter(fond.contour.flat(), cadre);
  const sites = sitesDe(donnees.dossiers, fond).map(({ centre, collectifs }) => ({
    ...projection(centre),
    rayon: 1.6 + 1.3 * Math.sqrt(collectifs),
  }));
  const disques = ecarterDisques(sites).flatMap(({ x, y, rayon }) => [
    { type: 'ellipse' as const, x, y, r1: rayon + 0.8, r2: rayon + 0.8, color: COULEURS.blanc },
    { type: 'ellipse' as const, x, y, r1: rayon, r2: rayon, color: COULEURS.accent },
  ]);
  return {
    canvas: [
      ...tracer(fond.contour, projection, { couleur: COULEURS.accent, epaisseur: 0.9, fond: COULEURS.fond }),
      ...disques,
    ],
    absolutePosition: { x: CARTE.x, y: CARTE.y },
  };
}

function chiffresCles({ chiffres, donnees }: Impression): Content {
  const { enveloppe, campagne } = donnees;
  const montant = (libelle: string, centimes: number | null, haut: number): Content[] =>
    centimes === null
      ? []
      : [
          { text: libelle, style: 'note', margin: [0, haut, 0, 0] },
          { text: formaterEuros(centimes), style: 'fort' },
        ];
  return {
    absolutePosition: { x: MARGE, y: 372 },
    columns: [
      {
        width: 190,
        stack: [
          { text: 'La séance porte sur', style: 'note' },
          { text: pluriel(chiffres.dossiers, 'dossier'), style: 'accroche' },
          {
            text: portee(chiffres),
            style: 'phraseCouverture',
          },
          ...montant('Enveloppe de la campagne', enveloppe.totalCentimes, 10),
          ...montant(typo(`Droit calculé (barème ${campagne.anneeScolaire})`), chiffres.droitCentimes, 6),
        ],
      },
    ],
  };
}

/** « 52 collectifs, 553 enfants et jeunes / dans 21 communes du Loiret » ; ce qui n’est pas connu n’est pas dit. */
function portee({ collectifs, effectifsConnus, enfants, communes }: Impression['chiffres']): string {
  const publics = effectifsConnus === 0 ? '' : `, ${nommerEnfants(enfants)}`;
  const lieux = communes === 0 ? '' : `\ndans ${pluriel(communes, 'commune')} du Loiret`;
  return `${nommerCollectifs(collectifs)}${publics}${lieux}`;
}

function reperes({ donnees }: Impression): Content {
  const { seance } = donnees;
  const rapporteurs = [...new Set(donnees.dossiers.flatMap(({ lecteurs }) => lecteurs))].toSorted(comparerNoms);
  const lignes: [string, string, boolean?][] = [
    [
      'Date',
      `${formaterDateLongue(seance.date)}, de ${formaterHeure(seance.heureDebut)} à ${formaterHeure(seance.heureFin)}`,
      true,
    ],
    ['Lieu', seance.lieu],
    ['Présidence', seance.presidence],
    ['Membres', compterMembres(seance.membres)],
    ['Rapporteurs', rapporteurs.join(', ')],
  ];
  return {
    absolutePosition: { x: MARGE, y: 578 },
    columns: [
      {
        width: LARGEUR_UTILE,
        stack: [
          tableau({
            sansEntete: true,
            colonnes: [
              { entete: '', largeur: 88 },
              { entete: '', largeur: '*' },
            ],
            lignes: lignes
              .filter(([, texte]) => texte !== '')
              .map(([libelle, texte, fort]) => ({
                cellules: [
                  { text: libelle, style: 'sousTitre' },
                  { text: texte, style: fort ? 'texteFort' : 'texte' },
                ],
              })),
          }),
        ],
      },
    ],
  };
}

function mention({ donnees }: Impression, total: number): Content {
  const { bareme, charte } = donnees.campagne;
  const ajouts = joint(donnees);
  const hauteur = 82 + (donnees.options.allege ? 30 : 0) + 20 * ajouts.length;
  return {
    absolutePosition: { x: MARGE, y: PAGE.hauteur - hauteur - (PAGE.hauteur - MARGES.portrait[3]) },
    columns: [
      {
        width: LARGEUR_UTILE,
        style: 'note',
        stack: [
          {
            text: [
              { text: 'Document préparatoire réservé aux membres du Copil.', bold: true, color: COULEURS.encre },
              typo(' Il contient des avis non définitifs : ne pas diffuser aux porteurs.'),
            ],
          },
          ...(donnees.options.allege
            ? [{ text: typo(`Version allégée ; n’y figurent pas : ${RETIRE_DU_DOSSIER_ALLEGE.join(' ; ')}.`) }]
            : []),
          ...ajouts,
          {
            text: typo(
              `Édité le ${formaterInstant(donnees.editeLe)} · version ${donnees.version} · barème « ${bareme.nom} » · charte « ${charte.nom} » v${charte.version} · ${pluriel(total, 'page')}`,
            ),
          },
          { text: typo(`Dernière empreinte du journal : ${donnees.empreinteJournal}`) },
        ],
      },
    ],
  };
}

/** Un dossier incomplet le dit en couverture. */
function joint(donnees: Impression['donnees']): Content[] {
  const fiches = fichesJointes(donnees).length;
  const absentes = PartieDossier.options.filter((partie) => !donnees.options.parties.includes(partie));
  const phrases = [
    ...(absentes.length === 0
      ? []
      : [`Non joints : ${absentes.map((partie) => LIBELLES_PARTIE[partie].toLocaleLowerCase('fr')).join(', ')}.`]),
    ...(fiches === 0 || fiches === donnees.dossiers.length
      ? []
      : [
          `Fiches jointes : ${fiches} sur ${donnees.dossiers.length} ; le reste du document porte sur toute la séance.`,
        ]),
  ];
  return phrases.length === 0 ? [] : [{ text: typo(phrases.join(' ')) }];
}

/** « Caf (4) · services de l’État (2) » */
function compterMembres(membres: Impression['donnees']['seance']['membres']): string {
  return Object.entries(INSTITUTIONS)
    .map(([code, libelle]) => ({ libelle, nombre: membres.filter(({ institution }) => institution === code).length }))
    .filter(({ nombre }) => nombre > 0)
    .map(({ libelle, nombre }) => `${libelle} (${nombre})`)
    .join(' · ');
}

function comparerNoms(a: string, b: string): number {
  const nomDe = (texte: string) => texte.split(' ').slice(1).join(' ') || texte;
  return comparerFrancais(nomDe(a), nomDe(b)) || comparerFrancais(a, b);
}
