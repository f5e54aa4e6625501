import { Link } from 'wouter';
import type { TableauDeBord } from '../../../shared/contract/campagnes.ts';
import type { Ton } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';

type Attente = TableauDeBord['attentes'][number];

const ASPECTS: Readonly<Record<Attente['code'], readonly [Ton, NomSigne]>> = {
  a_etudier: ['neutre', 'vide'],
  en_lecture: ['accent', 'en_cours'],
  a_debattre: ['att', 'attention'],
  a_harmoniser: ['att', 'ecart'],
  anomalies: ['al', 'refus'],
  iban_a_confirmer: ['att', 'cadenas'],
  a_decider: ['neutre', 'groupe'],
  demandes_a_envoyer: ['neutre', 'vide'],
  demandes_en_retard: ['al', 'sablier'],
  demandes_a_clore: ['ok', 'fait'],
  conventions_a_generer: ['neutre', 'vide'],
  signatures_attendues: ['accent', 'sablier'],
  reserves_a_lever: ['att', 'attention'],
  demarrages_en_retard: ['al', 'sablier'],
  bilans_en_retard: ['al', 'sablier'],
  bilans_a_valider: ['accent', 'en_cours'],
  ibans_changes: ['al', 'cadenas'],
  lots_a_valider: ['accent', 'en_cours'],
  trop_percus: ['att', 'ecart'],
};

/** Du plus pressant au moins pressant ; à égalité, dans l’ordre de l’année. */
const URGENCE: readonly Ton[] = ['al', 'att', 'accent', 'neutre', 'ok'];

function trier(attentes: readonly Attente[]): readonly Attente[] {
  return attentes.toSorted((a, b) => URGENCE.indexOf(ASPECTS[a.code][0]) - URGENCE.indexOf(ASPECTS[b.code][0]));
}

/** Ce qui attend l’agent, chacun menant à la page où cela se traite. */
export function Attentes({ attentes }: { readonly attentes: readonly Attente[] }) {
  return (
    <Carte titre="Ce qui m’attend" plein className="remplit">
      {attentes.length === 0 ? (
        <p className="interieur encre2">Rien n’attend dans cette campagne.</p>
      ) : (
        <ul className="tdb-attentes">
          {trier(attentes).map(({ code, nombre, libelle, detail, vers }) => {
            const [ton, signe] = ASPECTS[code];
            return (
              <li key={code}>
                <Link href={vers}>
                  <span className={`badge badge-${ton} tdb-signe`}>
                    <Signe nom={signe} />
                  </span>
                  <b>{nombre}</b>
                  <span>
                    {libelle}
                    <small>{detail}</small>
                  </span>
                  <Icone nom="droite" />
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </Carte>
  );
}
