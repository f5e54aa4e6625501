import type { AnomalieGrille } from '../../../shared/contract/grilles.ts';
import { BadgeAnomalie, Cellule } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';

interface Ligne extends AnomalieGrille {
  readonly cle: string;
}

const COLONNES: readonly ColonneTableau<Ligne>[] = [
  { code: 'gravite', titre: 'Gravité', largeur: '122px', rendu: (a) => <BadgeAnomalie bloquante={a.bloquante} /> },
  { code: 'numero', titre: 'Dossier', largeur: '84px', rendu: (a) => a.numero ?? '—' },
  {
    code: 'lieu',
    titre: 'Cellule',
    largeur: '230px',
    passe: true,
    rendu: ({ feuille, cellule, fichier }) =>
      feuille === null && cellule === null ? (
        fichier
      ) : (
        <span title={fichier}>
          {feuille} {cellule !== null && <Cellule adresse={cellule} />}
        </span>
      ),
  },
  {
    code: 'valeur',
    titre: 'Valeur lue',
    largeur: '120px',
    passe: true,
    rendu: (a) => (a.valeur === '' ? <span className="encre3">(vide)</span> : a.valeur),
  },
  { code: 'message', titre: 'Ce qu’il faut faire', passe: true, rendu: (a) => a.message },
];

/** Ce qui ne va pas dans la grille, cellule par cellule ; les bloquantes d’abord. */
export function AnomaliesGrille({ anomalies }: { readonly anomalies: readonly AnomalieGrille[] }) {
  const bloquantes = anomalies.filter((a) => a.bloquante).length;
  const lignes = anomalies
    .map((a, rang) => ({ ...a, cle: `${rang}` }))
    .toSorted((a, b) => Number(b.bloquante) - Number(a.bloquante));
  return (
    <Carte
      titre="Anomalies"
      sousTitre={
        bloquantes === 0
          ? 'à savoir ; rien n’empêche la reprise'
          : 'un dossier qui en a une bloquante est laissé entier : corrigez le classeur, puis reprenez-le'
      }
      plein
    >
      <Tableau libelle="Anomalies de la grille" colonnes={COLONNES} lignes={lignes} cle={(a) => a.cle} />
    </Carte>
  );
}
