import type { EffetSurLeDroit } from '../../shared/contract/suivi.ts';
import { formaterMontant } from '../../shared/domaine/nombres.ts';
import { type ColonneTableau, Tableau } from '../ui/Tableau.tsx';

interface Ligne {
  readonly cle: string;
  readonly nom: string;
  readonly avantCentimes: number;
  readonly apresCentimes: number;
  readonly gras: boolean;
}

function montrer(centimes: number, gras: boolean) {
  return gras ? <b className="g6">{formaterMontant(centimes)}</b> : formaterMontant(centimes);
}

const COLONNES: readonly ColonneTableau<Ligne>[] = [
  { code: 'nom', titre: 'Droit et échéances', rendu: ({ nom, gras }) => (gras ? <b className="g6">{nom}</b> : nom) },
  {
    code: 'avant',
    titre: 'Avant €',
    nombre: true,
    largeur: '110px',
    rendu: ({ avantCentimes, gras }) => montrer(avantCentimes, gras),
  },
  {
    code: 'apres',
    titre: 'Après €',
    nombre: true,
    largeur: '110px',
    rendu: ({ apresCentimes, gras }) => montrer(apresCentimes, gras),
  },
  {
    code: 'ecart',
    titre: 'Écart €',
    nombre: true,
    largeur: '110px',
    rendu: ({ avantCentimes, apresCentimes, gras }) => montrer(apresCentimes - avantCentimes, gras),
  },
];

/** Le droit et l’échéancier, avant et après : les seules lignes qui changent, et le total. */
export function EffetDroit({ effet }: { readonly effet: EffetSurLeDroit }) {
  const changees = (l: Pick<Ligne, 'avantCentimes' | 'apresCentimes'>) => l.avantCentimes !== l.apresCentimes;
  const lignes: Ligne[] = [
    ...effet.collectifs
      .filter(changees)
      .map(({ lettre, ...l }) => ({ ...l, cle: `collectif ${lettre}`, nom: `Collectif ${lettre}`, gras: false })),
    { ...effet, cle: 'droit', nom: 'Droit du dossier', gras: true },
    ...effet.echeances
      .filter(changees)
      .map(({ libelle, ...l }) => ({ ...l, cle: `echeance ${libelle}`, nom: `Échéance : ${libelle}`, gras: false })),
  ];
  return <Tableau libelle="Effet sur le droit" lignes={lignes} cle={({ cle }) => cle} colonnes={COLONNES} dense />;
}
