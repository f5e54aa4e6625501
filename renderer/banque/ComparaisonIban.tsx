import { formaterIban } from '../../shared/domaine/identifiants.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import './banque.css';

interface Compte {
  readonly iban: string | null;
  readonly bic: string | null;
  readonly titulaire: string | null;
}

interface Props {
  readonly ancien: Compte;
  readonly nouveau: Compte & { readonly iban: string };
}

/** Les rangs où deux textes diffèrent ; d’une longueur différente, tout le second diffère. */
function rangsDifferents(avant: string, apres: string): ReadonlySet<number> {
  const rangs = Array.from(apres, (_signe, rang) => rang);
  return new Set(avant.length === apres.length ? rangs.filter((rang) => avant[rang] !== apres[rang]) : rangs);
}

/** Un IBAN par groupes de quatre, les signes qui changent marqués. */
function Signes({ iban, changes }: { readonly iban: string; readonly changes: ReadonlySet<number> }) {
  const groupes = Array.from({ length: Math.ceil(iban.length / 4) }, (_vide, rang) => rang * 4);
  return (
    <span className="banque-iban">
      {groupes.map((debut) => (
        <span key={debut} className="banque-groupe">
          {Array.from(iban.slice(debut, debut + 4), (signe, decalage) => {
            const rang = debut + decalage;
            return changes.has(rang) ? <mark key={rang}>{signe}</mark> : <span key={rang}>{signe}</span>;
          })}
        </span>
      ))}
    </span>
  );
}

/** L’ancien compte à côté du nouveau, les signes qui changent marqués : une seule lettre ne passe pas inaperçue. */
export function ComparaisonIban({ ancien, nouveau }: Props) {
  const changes = ancien.iban === null ? new Set<number>() : rangsDifferents(ancien.iban, nouveau.iban);
  const resume =
    ancien.iban === null
      ? 'Premier compte de cette structure.'
      : changes.size === 0
        ? 'L’IBAN est le même : le titulaire ou le BIC change.'
        : changes.size === nouveau.iban.length
          ? 'Tout l’IBAN change.'
          : `${pluriel(changes.size, 'signe change', 'signes changent')} sur ${nouveau.iban.length}.`;
  const change = (avant: string | null, apres: string | null) => avant !== apres;
  return (
    <table className="tableau banque-comparaison" aria-label="Compte connu et compte demandé">
      <thead>
        <tr>
          <th scope="col">Compte</th>
          <th scope="col">Connu</th>
          <th scope="col">Demandé</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">IBAN</th>
          <td>{ancien.iban === null ? 'aucun' : <Signes iban={ancien.iban} changes={changes} />}</td>
          <td className="g6">
            <Signes iban={nouveau.iban} changes={changes} />
          </td>
        </tr>
        <tr>
          <th scope="row">BIC</th>
          <td>{ancien.bic ?? '—'}</td>
          <td>{change(ancien.bic, nouveau.bic) ? <mark>{nouveau.bic ?? 'aucun'}</mark> : (nouveau.bic ?? '—')}</td>
        </tr>
        <tr>
          <th scope="row">Titulaire</th>
          <td>{ancien.titulaire ?? '—'}</td>
          <td>
            {change(ancien.titulaire, nouveau.titulaire) ? (
              <mark>{nouveau.titulaire ?? 'aucun'}</mark>
            ) : (
              (nouveau.titulaire ?? '—')
            )}
          </td>
        </tr>
      </tbody>
      <caption>{resume}</caption>
    </table>
  );
}

/** Un IBAN seul, par groupes de quatre. */
export function IbanEcrit({ iban }: { readonly iban: string }) {
  return <span className="banque-iban">{formaterIban(iban)}</span>;
}
