import { writeFileSync } from 'node:fs';
import { type Cellule, ecrireXlsx, entier, type Feuille } from '../../../scripts/exemple/classeur.ts';
import { construireDossier } from '../../../scripts/exemple/dossiers.ts';
import { composerFeuilles } from '../../../scripts/exemple/export.ts';
import { GRAINE } from '../../../scripts/exemple/generer.ts';

/** Ce qu’un formulaire demande encore et que l’application ne rapproche de rien : ces réponses sont gardées aussi. */
const THEMES = [
  'Partenaires de l’action',
  'Locaux utilisés',
  'Place de la culture',
  'Liens avec le collège',
  'Formation des intervenants',
  'Outils numériques',
  'Accueil des enfants en situation de handicap',
  'Communication auprès des familles',
  'Évaluation prévue',
  'Observations',
];
const TOURNURES = ['', ' : précisez', ' : nombre concerné', ' : depuis quand'];

export interface Campagne {
  readonly dossiers: number;
  readonly collectifsParDossier: number;
  /** Colonnes de la feuille des dossiers. */
  readonly colonnes: number;
}

/** Écrit un export du portail de cette taille, avec les vrais en-têtes de l’exemple ; mêmes tailles, mêmes octets. */
export async function ecrireCampagne(chemin: string, taille: Campagne): Promise<void> {
  const construits = Array.from({ length: taille.dossiers }, (_, rang) => construireDossier(GRAINE, rang));
  const [dossiers, etablissements, avis, collectifs] = composerFeuilles(construits);
  if (!dossiers || !etablissements || !avis || !collectifs) throw new Error('Exemple inattendu : quatre feuilles');
  const feuilles = [
    elargir(dossiers, taille.colonnes),
    etablissements,
    avis,
    repartir(collectifs, dossiers, taille.collectifsParDossier),
  ];
  writeFileSync(chemin, await ecrireXlsx(feuilles));
}

function elargir(feuille: Feuille, colonnes: number): Feuille {
  const ajoutees = Array.from({ length: Math.max(0, colonnes - feuille.entetes.length) }, (_, rang) => ({
    entete: `${THEMES[rang % THEMES.length]}${TOURNURES[Math.floor(rang / THEMES.length) % TOURNURES.length]}`,
    rang,
  }));
  return {
    ...feuille,
    entetes: [...feuille.entetes, ...ajoutees.map(({ entete }) => entete)],
    lignes: feuille.lignes.map((ligne, numero) => [...ligne, ...ajoutees.map(({ rang }) => repondre(numero, rang))]),
  };
}

function repondre(ligne: number, rang: number): Cellule {
  if ((ligne + rang * 5) % 4 === 0) return null;
  if (Math.floor(rang / THEMES.length) === 2) return entier((ligne * 7 + rang) % 40);
  return rang % 3 === 0
    ? (['Oui', 'Non', 'En partie'][(ligne + rang) % 3] ?? null)
    : `Réponse ${ligne}-${rang} : l’équipe y travaille avec l’école et la médiathèque.`;
}

/** Le même nombre de collectifs pour chaque dossier, pris tour à tour parmi ceux de l’exemple. */
function repartir(collectifs: Feuille, dossiers: Feuille, parDossier: number): Feuille {
  const modeles = collectifs.lignes;
  return {
    ...collectifs,
    lignes: dossiers.lignes.flatMap(([numero = null], rang) =>
      Array.from({ length: parDossier }, (_, i) => {
        const [, , ...valeurs] = modeles[(rang * parDossier + i) % modeles.length] ?? [];
        return [numero, entier(i + 1), ...valeurs];
      }),
    ),
  };
}
