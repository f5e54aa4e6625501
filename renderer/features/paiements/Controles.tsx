import type { EtatPaiements } from '../../../shared/contract/paiements.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { Carte } from '../../ui/Carte.tsx';
import { Signe } from '../../ui/Signe.tsx';

/** Les motifs de blocage et le nombre de lignes que chacun touche, le plus fréquent d’abord. */
function compterMotifs(lignes: EtatPaiements['lignes']): readonly (readonly [motif: string, nombre: number])[] {
  const comptes = new Map<string, number>();
  for (const { motifs, statut } of lignes)
    if (statut === 'bloquee') for (const motif of motifs) comptes.set(motif, (comptes.get(motif) ?? 0) + 1);
  return [...comptes].toSorted(([, a], [, b]) => b - a);
}

/** Les égalités entre décisions, droits et échéances, avec leurs deux chiffres, et ce qui bloque. */
export function Controles({ etat }: { readonly etat: EtatPaiements }) {
  const justes = etat.controles.filter(({ egal }) => egal).length;
  const motifs = compterMotifs(etat.lignes);
  return (
    <Carte
      titre="Contrôles"
      className="paiements-controles"
      pied={
        justes === etat.controles.length ? (
          <span className="rangee serree ok">
            <Signe nom="fait" />
            Tout est juste
          </span>
        ) : (
          <span className="rangee serree al">
            <Signe nom="refus" />
            {`${pluriel(etat.controles.length - justes, 'contrôle faux', 'contrôles faux')} : ne payez pas avant de comprendre`}
          </span>
        )
      }
    >
      <div className="encre2 t12">Somme des échéances</div>
      <b className="t28 g6 paiements-somme">{formaterEuros(etat.totaux.montantCentimes)}</b>
      <div className="encre2 t12">{pluriel(etat.totaux.lignes, 'ligne')}</div>
      <ul className="paiements-liste">
        {etat.controles.map(({ libelle, gaucheCentimes, droiteCentimes, egal }) => (
          <li key={libelle}>
            <Signe nom={egal ? 'fait' : 'refus'} className={egal ? 'ok' : 'al'} titre={egal ? 'Égal' : 'Écart'} />
            <div>
              <div>{libelle}</div>
              <div className={egal ? 'encre2' : 'al g5'}>
                {`${formaterEuros(gaucheCentimes)} ${egal ? '=' : '≠'} ${formaterEuros(droiteCentimes)}`}
              </div>
              {!egal && (
                <div className="al g5">{`écart ${formaterEuros(Math.abs(gaucheCentimes - droiteCentimes))}`}</div>
              )}
            </div>
          </li>
        ))}
      </ul>
      {motifs.length > 0 && (
        <>
          <h3>Ce qui bloque</h3>
          <ul className="paiements-liste">
            {motifs.map(([motif, nombre]) => (
              <li key={motif}>
                <Signe nom="cadenas" className="al" />
                <span>{motif}</span>
                <span className="a-droite encre2">{nombre}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Carte>
  );
}
