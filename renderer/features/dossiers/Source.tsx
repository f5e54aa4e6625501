import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { Infobulle } from '../../ui/Menus.tsx';
import { Signe } from '../../ui/Signe.tsx';
import type { Anomalie } from './anomalies-du-dossier.ts';

/** « 7615.2 » et « 7 615,20 € » sont le même nombre ; null si ce n’en est pas un. */
function lireNombre(texte: string): number | null {
  const plat = texte.replace(/[\s€%]/g, '').replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plat) ? Number(plat) : null;
}

/** Vrai si la cellule disait autre chose que ce qui est montré : une mise en forme différente ne compte pas. */
function differe(valeur: string, brut: string): boolean {
  if (brut.trim() === '') return false;
  const nombre = lireNombre(valeur);
  if (nombre !== null) return nombre !== lireNombre(brut);
  // Une date d’Excel est un nombre que personne n’a écrit ainsi.
  if (/^\d{2}\/\d{2}\/\d{4}/.test(valeur) && lireNombre(brut) !== null) return false;
  const iso = /^(\d{4})-(\d\d)-(\d\d)/.exec(brut);
  if (iso !== null && valeur.startsWith(`${iso[3]}/${iso[2]}/${iso[1]}`)) return false;
  const lettres = (texte: string) => normaliserTexte(texte).replace(/[^\p{L}\p{N}]/gu, '');
  return lettres(valeur) !== lettres(brut);
}

/** Ce que la cellule contenait, si Clas l’a lu autrement. */
export function Brut({ valeur, brut }: { readonly valeur: string; readonly brut: string }) {
  if (!differe(valeur, brut)) return null;
  return <span className="dossiers-brut encre2 t12">{`dans le fichier : « ${brut} »`}</span>;
}

interface Props {
  readonly adresse: string;
  /** Le texte de la cellule, tel que reçu. */
  readonly brut: string;
}

/** La cellule d’où vient une valeur ; au survol et au focus, ce qu’elle contenait. */
export function Source({ adresse, brut }: Props) {
  const coupe = Math.max(0, adresse.lastIndexOf('!'));
  return (
    <Infobulle texte={brut === '' ? 'Cellule vide dans le fichier' : `Vu dans ${adresse} : « ${brut} »`}>
      <button
        type="button"
        className="cellule dossiers-source"
        aria-label={`Vu dans ${adresse}, contenu : ${brut === '' ? 'vide' : brut}`}
      >
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
