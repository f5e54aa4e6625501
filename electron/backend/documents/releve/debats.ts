import type { Content } from 'pdfmake/interfaces.js';
import { COULEURS, LARGEUR_UTILE } from '../style.ts';
import { typo } from '../typographie.ts';
import { decisionsDuDossier, direAvis } from './decisions.ts';
import type { DossierReleve } from './donnees.ts';
import { direLieuEtNumero, type Impression } from './impression.ts';

/** Au-delà, un dossier se coupe entre ses débats et ses décisions plutôt que de laisser une demi-page blanche. */
const HAUTEUR_D_UN_BLOC = 200;

/** Le procès-verbal : dossier par dossier, ce qui s’est dit puis ce qui s’est décidé. */
export function debats(impression: Impression, examines: readonly DossierReleve[]): Content[] {
  return examines.map((dossier, rang) => unDossier(impression, dossier, rang));
}

function unDossier(impression: Impression, dossier: DossierReleve, rang: number): Content {
  const { metrique, renvois } = impression;
  const dits = paragraphes(dossier);
  const titre = renvois.ancrer(`dossier-${dossier.id}`, {
    outline: true,
    outlineText: dossier.raisonSociale,
    outlineParentId: `partie-3`,
    margin: [0, rang === 0 ? 2 : 12, 0, 2],
    style: 'tableau',
    text: [
      { text: `${rang + 1}. ${dossier.raisonSociale}`, bold: true },
      { text: direLieuEtNumero(dossier), color: COULEURS.gris },
    ],
  });
  const hauteur = dits.reduce(
    (somme, { texte }) => somme + metrique.lignes(texte, 'texteFiche', LARGEUR_UTILE - 70) * 10.5 + 2,
    60 + dossier.collectifs.length * 24,
  );
  const contenus: Content[] = dits.map(({ terme, texte }) => ({
    columns: [
      { width: 62, text: terme, style: 'texteFiche', color: COULEURS.gris },
      { width: '*', text: texte, style: 'texteFiche' },
    ],
    margin: [0, 0, 0, 2],
  }));
  const tableau: Content = { margin: [0, 2, 0, 0], stack: [decisionsDuDossier(impression, dossier)] };
  if (hauteur <= HAUTEUR_D_UN_BLOC) return { unbreakable: true, stack: [titre, ...contenus, tableau] };
  const [premier, ...suite] = contenus;
  return { stack: [{ unbreakable: true, stack: [titre, ...(premier ? [premier] : [])] }, ...suite, tableau] };
}

interface Dit {
  readonly terme: string;
  readonly texte: string;
}

/** Points, commentaire des lecteurs, avis, déports : chacun avec son mot, rien si rien n’a été noté. */
function paragraphes({ points, commentaire, avis, recusations }: DossierReleve): Dit[] {
  return [
    ...points.map((texte, rang): Dit => ({ terme: rang === 0 ? 'Débattu' : '', texte: typo(texte) })),
    ...(commentaire === '' ? [] : [{ terme: 'Rapporteur', texte: typo(commentaire) }]),
    ...(avis.length === 0 ? [] : [{ terme: 'Avis', texte: `${direAvis(avis)}.` }]),
    ...recusations.map(({ nom, motif }, rang) => ({
      terme: rang === 0 ? 'Déport' : '',
      texte: typo(`${nom} n’a pas pris part à la décision${motif === '' ? '' : ` : ${motif.replace(/[.\s]+$/, '')}`}.`),
    })),
  ];
}
