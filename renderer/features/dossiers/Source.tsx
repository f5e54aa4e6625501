import { Infobulle } from '../../ui/Menus.tsx';
import { Signe } from '../../ui/Signe.tsx';
import type { Anomalie } from './anomalies-du-dossier.ts';

interface Props {
  readonly adresse: string;
  /** Le texte de la cellule, tel que reçu. */
  readonly brut: string;
}

/** La cellule d’où vient une valeur ; au survol et au focus, ce qu’elle contenait. */
export function Source({ adresse, brut }: Props) {
  const coupe = Math.max(0, adresse.lastIndexOf('!'));
  return (
    <Infobulle texte={brut === '' ? 'Cellule vide dans le fichier' : `Dans le fichier : « ${brut} »`}>
      <button type="button" className="cellule dossiers-source" aria-label={`Cellule ${adresse}, contenu : ${brut}`}>
        {/* Un long nom de feuille se coupe ; la case, jamais. */}
        <span className="elide">{adresse.slice(0, coupe)}</span>
        <span>{adresse.slice(coupe)}</span>
      </button>
    </Infobulle>
  );
}

/** Les anomalies relevées à l’import sur une cellule. */
export function Anomalies({ anomalies }: { readonly anomalies: readonly Anomalie[] | undefined }) {
  if (anomalies === undefined || anomalies.length === 0) return null;
  return (
    <ul className="dossiers-anomalies">
      {anomalies.map(({ adresse, message }) => (
        <li key={`${adresse} ${message}`}>
          <Signe nom="attention" titre="Anomalie" />
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}
