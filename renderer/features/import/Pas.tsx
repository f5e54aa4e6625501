import { Signe } from '../../ui/Signe.tsx';
import type { EtapeImport, EtatImport } from './suivi-import.ts';

const PAS: readonly (readonly [etape: EtapeImport, libelle: string])[] = [
  ['fichier', 'Fichier'],
  ['colonnes', 'Colonnes'],
  ['differences', 'Différences et anomalies'],
  ['fait', 'Import'],
];

interface Props {
  readonly etat: EtatImport;
  readonly surPas: (etape: EtapeImport) => void;
}

/** Les quatre étapes ; on revient à une étape passée en cliquant dessus, tant que rien n’est écrit. */
export function Pas({ etat, surPas }: Props) {
  const courant = PAS.findIndex(([etape]) => etape === etat.etape);
  return (
    <ol className="import-pas" aria-label="Étapes de l’import">
      {PAS.map(([etape, libelle], rang) => {
        const passe = rang < courant || etat.etape === 'fait';
        const nom = (
          <>
            <b>{passe ? <Signe nom="fait" taille={18} /> : rang + 1}</b>
            {libelle}
          </>
        );
        const retour = rang < courant && etat.etape !== 'fait' && etat.travail === null;
        return (
          <li
            key={etape}
            className={rang === courant ? 'import-pas-ici' : ''}
            {...(rang === courant ? { 'aria-current': 'step' } : {})}
          >
            {retour ? (
              <button type="button" title={`Revenir à l’étape « ${libelle} »`} onClick={() => surPas(etape)}>
                {nom}
              </button>
            ) : (
              <span>{nom}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
