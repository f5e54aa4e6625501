import type { Content, ContentTable } from 'pdfmake/interfaces.js';
import { LIBELLES_REPONSE } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { extraire } from '../../../shared/domaine/textes.ts';
import type { CritereFiche } from './fiche-instruction-donnees.ts';
import type { FicheAImprimer } from './fiche-instruction-page.ts';
import { COULEURS, LARGEUR_UTILE } from './style.ts';
import { type Cellule, type Ligne, tableau } from './tableaux.ts';
import { abregerNom, typo } from './typographie.ts';

const LARGEUR_CRITERE = 138;
const LARGEUR_NIVEAU = 34;
const LARGEUR_SUITE = LARGEUR_UTILE - LARGEUR_CRITERE - LARGEUR_NIVEAU - 4 * 3;
/** Une ligne plus haute que cela se coupe d’une page à l’autre plutôt que de perdre sa fin. */
const HAUTEUR_SECABLE = 420;
const LONGUEUR_PREUVE = 170;
const INTERIEUR = [2.4, 2] as const;

/** Les conditions : ce que le logiciel propose, ce que l’agent constate, et la preuve. */
export function conditions({ fiche: { dossier }, metrique }: FicheAImprimer): Content {
  const largeurs = [132, 54, 54] as const;
  const suite = LARGEUR_UTILE - 132 - 54 - 54 - 6 * 3;
  const lignes = dossier.conditions.map((condition): Ligne => {
    const { proposition, constat, retenue, libelle, eliminatoire } = condition;
    const fort = retenue !== 'oui';
    const remarque = constat?.commentaire.trim() ?? '';
    const preuve = [proposition.preuve, remarque === '' ? '' : `Remarque : ${remarque}`]
      .filter((t) => t !== '')
      .join('\n');
    return {
      cellules: [
        { text: eliminatoire ? `${libelle} (éliminatoire)` : libelle, bold: fort },
        { text: LIBELLES_REPONSE[proposition.reponse].toLocaleLowerCase('fr'), bold: fort && constat === null },
        constat === null
          ? { text: '–', color: COULEURS.gris }
          : {
              stack: [
                { text: LIBELLES_REPONSE[constat.reponse].toLocaleLowerCase('fr'), bold: fort },
                { text: abregerNom(constat.agent), color: COULEURS.gris },
              ],
            },
        typo(preuve),
      ],
    };
  });
  const haut = Math.max(
    0,
    ...dossier.conditions.map(
      (c) => metrique.lignes(`${c.proposition.preuve}\n${c.constat?.commentaire ?? ''}`, 'dense', suite) * 9.8,
    ),
  );
  const table = tableau({
    dense: true,
    interieur: INTERIEUR,
    colonnes: [
      { entete: 'Condition', largeur: largeurs[0] },
      { entete: 'Proposé', largeur: largeurs[1] },
      { entete: 'Constaté', largeur: largeurs[2] },
      { entete: 'Preuve', largeur: '*' },
    ],
    lignes,
  });
  return { stack: [titre('Conditions'), secable(table, haut)] };
}

function titre(texte: string): Content {
  return { text: texte, style: 'titreBloc', margin: [0, 9, 0, 2.5] };
}

function secable(table: ContentTable, hauteur: number): ContentTable {
  return hauteur > HAUTEUR_SECABLE ? { ...table, table: { ...table.table, dontBreakRows: false } } : table;
}

/** Un tableau par axe : chaque critère, son niveau, ce que ce niveau veut dire, qui l’a donné, ce qui le prouve. */
export function criteres(sources: FicheAImprimer): Content[] {
  const { fiche, donnees } = sources;
  return donnees.campagne.charte.axes.map((axe, rang) => {
    const note = fiche.dossier.note.axes.find(({ code }) => code === axe.code);
    const chiffre = note?.dixiemes == null ? 'sans note' : formaterDixiemes(note.dixiemes);
    const siens = fiche.criteres.filter((critere) => critere.axe === axe.code);
    const lignes = siens.map((critere): Ligne => ({ cellules: celluleDe(critere) }));
    const table = tableau({
      dense: true,
      interieur: INTERIEUR,
      titre: {
        texte: `${axe.libelle} – ${chiffre}${note?.sousSeuil ? ', sous le seuil' : ''}`,
        derniere: { text: `poids ${axe.poids}, seuil ${axe.seuil}`, color: COULEURS.gris },
      },
      colonnes: [
        { entete: 'Critère', largeur: LARGEUR_CRITERE },
        { entete: 'Niveau', largeur: LARGEUR_NIVEAU, aligner: 'center' },
        { entete: 'Ce qu’il veut dire, lecteurs et preuves', largeur: '*' },
      ],
      lignes,
      marges: [0, rang === 0 ? 9 : 5, 0, 0],
    });
    return secable(table, Math.max(0, ...siens.map((c) => hauteurDe(c, sources))));
  });
}

function hauteurDe(critere: CritereFiche, { metrique }: FicheAImprimer): number {
  return texteDe(critere).reduce((somme, texte) => somme + metrique.lignes(texte, 'dense', LARGEUR_SUITE) * 9.8, 0);
}

function texteDe({ description, cotations, preuves }: CritereFiche): string[] {
  return [
    description,
    ...cotations.map((cotation) => `${direNiveau(cotation)} – ${cotation.commentaire}`),
    ...preuves.map(
      ({ libelle, valeur, adresse }) => `${libelle} : « ${extraire(valeur, LONGUEUR_PREUVE)} » ${adresse}`,
    ),
  ].filter((texte) => texte !== '');
}

/** « C. Aubry : 2 », « Fixé par C. Aubry, rapporteur : 2 ». */
function direNiveau({ agent, niveau, fixe }: CritereFiche['cotations'][number]): string {
  const nom = abregerNom(agent);
  return `${fixe ? `Fixé par ${nom}, rapporteur` : nom} : ${niveau}`;
}

function celluleDe(critere: CritereFiche): Cellule[] {
  const { code, libelle, poids, retenu, description, cotations, preuves } = critere;
  const suite: Content[] = [
    ...(description === '' ? [] : [{ text: typo(description) }]),
    ...cotations.map(
      (cotation): Content => ({
        text: [
          { text: typo(direNiveau(cotation)), font: 'RobotoCondensedMedium' },
          cotation.commentaire.trim() === '' ? '' : typo(` – ${cotation.commentaire.trim()}`),
        ],
        margin: [0, 1, 0, 0],
      }),
    ),
    ...preuves.map(
      ({ libelle: question, valeur, adresse }): Content => ({
        text: typo(`${question} : « ${extraire(valeur, LONGUEUR_PREUVE)} » ${adresse}`),
        color: COULEURS.gris,
        margin: [0, 1, 0, 0],
      }),
    ),
  ];
  return [
    {
      text: [
        { text: `${code} `, font: 'RobotoCondensedMedium' },
        libelle,
        { text: ` (poids ${poids})`, color: COULEURS.gris },
      ],
    },
    { text: retenu, style: 'denseFort', alignment: 'center' },
    { stack: suite.length === 0 ? [{ text: 'Aucune lecture, aucune preuve.', color: COULEURS.gris }] : suite },
  ];
}
