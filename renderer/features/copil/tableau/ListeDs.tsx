import { useQuery } from '@tanstack/react-query';
import type { FormatDs } from '../../../../shared/contract/tableaux.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { api, messageErreur, q } from '../../../api.ts';
import { useProduction } from '../../../produire.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import { Tableau } from '../../../ui/Tableau.tsx';

const FORMATS: readonly { readonly format: FormatDs; readonly libelle: string }[] = [
  { format: 'csv', libelle: 'Liste CSV' },
  { format: 'xlsx', libelle: 'Liste Excel' },
];

/** Les décisions à porter sur Démarches simplifiées, et ce que la liste laisse de côté. */
export function ListeDs({ seanceId }: { readonly seanceId: number }) {
  const { data, error } = useQuery(q.tableaux.listeDs.queryOptions({ input: { seanceId } }));
  const production = useProduction('decisions-ds');
  const erreur = production.erreur ?? (error ? messageErreur(error) : null);
  return (
    <Carte
      titre="3. Porter les décisions sur Démarches simplifiées"
      {...(data === undefined
        ? {}
        : {
            sousTitre: `${pluriel(data.accepte, 'accepté')}, ${pluriel(data.refuse, 'refusé')}, ${data.sansSuite} sans suite`,
          })}
      actions={
        <span className="rangee serree">
          {FORMATS.map(({ format, libelle }) => (
            <Bouton
              key={format}
              icone="tableur"
              inactif={data === undefined || data.fichiers === 0}
              enCours={production.enCours}
              onClick={() =>
                production.produire((signal) => api.tableaux.decisionsDs({ seanceId, format }, { signal }))
              }
            >
              {libelle}
            </Bouton>
          ))}
        </span>
      }
    >
      <div className="colonne">
        {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
        {production.progression && <Progression {...production.progression} />}
        <p className="encre2">
          {`Un fichier par état, 500 dossiers au plus chacun ; une archive s’il y en a plusieurs. ${data?.regle ?? ''}`}
        </p>
        {data !== undefined && data.ecartes.length > 0 && (
          <details>
            <summary>{`${pluriel(data.ecartes.length, 'dossier laissé', 'dossiers laissés')} de côté`}</summary>
            <Tableau
              libelle="Dossiers laissés de côté"
              dense
              colonnes={[
                { code: 'numero', titre: 'Dossier', largeur: '120px', rendu: (e) => e.numero },
                { code: 'structure', titre: 'Porteur', rendu: (e) => e.structure },
                { code: 'raison', titre: 'Pourquoi', passe: true, rendu: (e) => e.raison },
              ]}
              lignes={data.ecartes}
              cle={(e) => e.numero}
            />
          </details>
        )}
      </div>
    </Carte>
  );
}
