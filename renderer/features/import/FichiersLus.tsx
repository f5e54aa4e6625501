import { useRef } from 'react';
import type { Apercu, FichierImport } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Signe } from '../../ui/Signe.tsx';
import { LIBELLES_FAMILLE, LIBELLES_ROLE } from './libelles-import.ts';
import type { EtatImport, SuiviImport } from './suivi-import.ts';

/** Formats lus ; l’extension ne fait que filtrer le choix, le contenu décide. */
export const FORMATS = '.xlsx,.xlsm,.ods,.csv';

function Fichier({ fichier, feuilles }: { readonly fichier: FichierImport; readonly feuilles: Apercu['feuilles'] }) {
  const { nom, famille, dossiers, collectifs, refus } = fichier;
  return (
    <li>
      <Signe nom={refus === null ? 'fait' : 'refus'} className={refus === null ? 'ton-ok' : 'ton-al'} />
      <div>
        <strong className="g5">{nom}</strong>
        {refus === null ? (
          <>
            <span className="encre2">
              {[
                famille === null ? '' : LIBELLES_FAMILLE[famille],
                pluriel(dossiers, 'dossier'),
                pluriel(collectifs, 'collectif'),
              ]
                .filter((part) => part !== '')
                .join(', ')}
            </span>
            {feuilles.length > 0 && (
              <details>
                <summary className="encre2">{pluriel(feuilles.length, 'feuille')}</summary>
                <ul>
                  {feuilles.map(({ nom: feuille, role, lignes }) => (
                    <li key={feuille} className={role === 'ignoree' ? 'encre3' : ''}>
                      {`${feuille} : ${LIBELLES_ROLE[role].toLowerCase()}, ${pluriel(lignes, 'ligne')}`}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        ) : (
          <span className="al">{refus}</span>
        )}
      </div>
    </li>
  );
}

interface Props {
  readonly apercu: Apercu;
  readonly etat: EtatImport;
  readonly suivi: SuiviImport;
}

/** Ce que chaque fichier a donné, ou pourquoi il est refusé ; on peut en ajouter d’autres au même import. */
export function FichiersLus({ apercu, etat, suivi }: Props) {
  const choix = useRef<HTMLInputElement>(null);
  const { fichiers, feuilles, demarche, collectifsOrphelins } = apercu;
  const nonDeposes = etat.refuses.map(({ nom, refus }) => ({ nom, famille: null, dossiers: 0, collectifs: 0, refus }));
  const tous = [...fichiers, ...nonDeposes].toSorted((a, b) => Number(b.refus !== null) - Number(a.refus !== null));
  return (
    <Carte
      titre={fichiers.length > 1 ? 'Fichiers reconnus' : 'Fichier reconnu'}
      actions={
        <Bouton taille="petite" icone="ajouter" inactif={etat.travail !== null} onClick={() => choix.current?.click()}>
          Ajouter
        </Bouton>
      }
    >
      <input
        ref={choix}
        type="file"
        multiple
        hidden
        accept={FORMATS}
        aria-label="Ajouter des fichiers à cet import"
        onChange={({ currentTarget }) => {
          suivi.deposer([...(currentTarget.files ?? [])], true);
          currentTarget.value = '';
        }}
      />
      {demarche !== null && <p className="encre2 t12">{`Démarche ${demarche}`}</p>}
      <ul className="import-fichiers">
        {tous.map((fichier, rang) => (
          <Fichier
            // Deux fichiers d’un même dépôt peuvent porter le même nom.
            // oxlint-disable-next-line react/no-array-index-key
            key={`${fichier.nom} ${rang}`}
            fichier={fichier}
            feuilles={feuilles.filter((feuille) => feuille.fichier === fichier.nom)}
          />
        ))}
      </ul>
      {collectifsOrphelins > 0 && (
        <Alerte ton="att">
          {`${pluriel(collectifsOrphelins, 'collectif')} sans dossier : laissé${collectifsOrphelins > 1 ? 's' : ''} à l’écart, à voir dans les anomalies.`}
        </Alerte>
      )}
    </Carte>
  );
}
