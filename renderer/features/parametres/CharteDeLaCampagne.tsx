import { Link } from 'wouter';
import type { Campagne } from '../../../shared/contract/campagnes.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { chemins } from '../../contexte.tsx';
import { Carte } from '../../ui/Carte.tsx';

/** La version dont la campagne se sert, et le chemin vers l’éditeur. */
export function CharteDeLaCampagne({ campagne }: { readonly campagne: Campagne | null }) {
  const charte = campagne?.charte;
  const criteres = charte?.axes.reduce((somme, axe) => somme + axe.criteres.length, 0) ?? 0;
  return (
    <Carte
      titre={charte ? `${charte.nom}, version ${charte.version}` : 'Chartes'}
      sousTitre={
        charte &&
        [
          pluriel(charte.conditions.length, 'condition'),
          pluriel(charte.axes.length, 'axe'),
          pluriel(criteres, 'critère'),
        ].join(' · ')
      }
    >
      <p className="encre2">
        {charte?.modele === true
          ? 'Cette charte est un modèle : ses poids et ses seuils sont des propositions, que le Copil valide ou change.'
          : 'La charte fixe les conditions, les axes, les critères et leurs niveaux. Une version publiée ne change plus.'}
      </p>
      <div className="rangee passe">
        <Link href={chemins.chartes} className="btn btn-principal">
          Toutes les chartes
        </Link>
        {campagne && (
          <>
            <Link href={chemins.charte(campagne.charteId)} className="btn">
              Ouvrir celle de la campagne
            </Link>
            <Link href={chemins.changerCharte(campagne.id)} className="btn">
              Changer de version…
            </Link>
          </>
        )}
      </div>
    </Carte>
  );
}
