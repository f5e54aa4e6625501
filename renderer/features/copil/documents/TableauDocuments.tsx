import type { Archive } from '../../../../shared/contract/documents.ts';
import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../../shared/domaine/nombres.ts';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';
import { copier } from '../copier.ts';

interface Props {
  readonly archives: readonly Archive[];
  readonly enCours: boolean;
  readonly onRouvrir: (archive: Archive) => void;
  readonly onRefaire: (archive: Archive) => void;
}

/** « 12 pages, 143 Ko ». */
function direTaille({ pages, octets }: Archive): string {
  const poids = `${formaterEntier(Math.max(1, Math.round(octets / 1024)))}\u00a0Ko`;
  return pages === null ? poids : `${pluriel(pages, 'page')}, ${poids}`;
}

/** Un document par ligne : ce que c’est, qui et quand, son empreinte, ce qu’on peut en faire. */
export function TableauDocuments({ archives, ...gestes }: Props) {
  return (
    <Carte plein>
      <Tableau libelle="Documents produits" lignes={archives} cle={({ id }) => id} colonnes={colonnesDe(gestes)} />
    </Carte>
  );
}

function colonnesDe({ enCours, onRouvrir, onRefaire }: Omit<Props, 'archives'>): readonly ColonneTableau<Archive>[] {
  return [
    {
      code: 'document',
      titre: 'Document',
      passe: true,
      rendu: (a) => (
        <>
          <strong className="g6">{a.libelle}</strong>
          <span className="documents-nom encre2 t12">{a.choix === '' ? a.nom : `${a.nom} · ${a.choix}`}</span>
        </>
      ),
    },
    {
      code: 'quand',
      titre: 'Produit',
      largeur: '190px',
      passe: true,
      rendu: (a) => (
        <>
          {formaterInstant(a.instant)}
          <span className="documents-nom encre2 t12">{a.agent ?? 'sans agent choisi'}</span>
        </>
      ),
    },
    {
      code: 'taille',
      titre: 'Taille',
      largeur: '130px',
      passe: true,
      rendu: (a) => (
        <>
          {direTaille(a)}
          <span className="documents-nom encre2 t12">{`version ${a.version}`}</span>
        </>
      ),
    },
    {
      code: 'empreinte',
      titre: 'SHA-256 · journal',
      largeur: '180px',
      passe: true,
      rendu: (a) => (
        <span className="documents-empreinte">
          <span>
            <code title={a.sha256}>{a.sha256.slice(0, 12)}…</code>
            <code className="documents-nom encre2" title={`Dernière empreinte du journal : ${a.journal}`}>
              {a.journal.slice(0, 12)}…
            </code>
          </span>
          <Bouton
            genre="discret"
            taille="petite"
            icone="copier"
            libelleSeul={`Copier l’empreinte de ${a.nom}`}
            onClick={() => void copier(a.sha256, a.sha256)}
          />
        </span>
      ),
    },
    {
      code: 'gestes',
      titre: 'Original et vérification',
      largeur: '300px',
      rendu: (a) => (
        <span className="rangee">
          <Bouton taille="petite" icone="telecharger" onClick={() => onRouvrir(a)}>
            Rouvrir
          </Bouton>
          <Bouton
            taille="petite"
            icone="verifier"
            inactif={!a.refaisable || enCours}
            titre={a.refaisable ? undefined : 'Gardé tel quel, sans de quoi le refaire.'}
            onClick={() => onRefaire(a)}
          >
            Refaire et vérifier
          </Bouton>
        </span>
      ),
    },
  ];
}
