import type { Charte } from '../../../shared/domaine/charte.ts';
import { sommeDesPoids } from '../../../shared/domaine/controler-charte.ts';
import { CaseACocher, ChampMontant, ChampTexte, ZoneTexte } from '../../ui/Champs.tsx';
import { Signe } from '../../ui/Signe.tsx';
import { ChampEntier } from './ChampEntier.tsx';
import { Couverture } from './Couverture.tsx';
import { constatDe, ecrirePart, type Panneau } from './panneaux.tsx';
import { objetDe } from './Sommaire.tsx';

function Poids({ axes, onAller }: { readonly axes: Charte['axes']; readonly onAller: (chemin: string) => void }) {
  return (
    <table className="tableau" aria-label="Poids des axes">
      <thead>
        <tr>
          <th scope="col">Axe</th>
          <th scope="col" className="droite charte-nombre">
            Critères
          </th>
          <th scope="col" className="droite charte-nombre">
            Seuil
          </th>
          <th scope="col" className="droite charte-nombre">
            Poids
          </th>
          <th scope="col" className="droite charte-nombre">
            Part
          </th>
        </tr>
      </thead>
      <tbody>
        {axes.map(({ libelle, code, poids, seuil, criteres }, rang) => (
          // Un brouillon peut porter deux fois le même code : seule la place distingue.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={rang}>
            <td>
              <button type="button" className="lien" onClick={() => onAller(`axes.${rang}`)}>
                {libelle || code}
              </button>
            </td>
            <td className="droite">{criteres.length}</td>
            <td className="droite">{seuil}</td>
            <td className="droite">{poids}</td>
            <td className="droite">{ecrirePart(poids, axes)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>Somme des poids</td>
          <td className="droite">{axes.reduce((n, { criteres }) => n + criteres.length, 0)}</td>
          <td className="droite">—</td>
          <td className="droite">{sommeDesPoids(axes)}</td>
          <td className="droite">{sommeDesPoids(axes) === 0 ? '—' : '100,0 %'}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Tout ce qui reste à corriger ou à relire ; un clic y mène. */
function ARelire({ constats, onAller }: Pick<Panneau, 'constats'> & { readonly onAller: (chemin: string) => void }) {
  if (constats.length === 0) return <p className="encre2">Rien à corriger : la charte peut être publiée.</p>;
  const bloquants = constats.filter(({ gravite }) => gravite === 'bloquant');
  const avis = constats.filter(({ gravite }) => gravite === 'avis');
  return (
    <ul className="charte-constats">
      {[...bloquants, ...avis].map(({ chemin, gravite, message }) => (
        <li key={`${chemin} ${message}`}>
          <Signe
            nom={gravite === 'bloquant' ? 'refus' : 'attention'}
            className={gravite === 'bloquant' ? 'al' : 'att'}
          />
          {objetDe(chemin) === '' ? (
            <span>{message}</span>
          ) : (
            <button type="button" className="lien" onClick={() => onAller(objetDe(chemin))}>
              {message}
            </button>
          )}
          <span className="encre3 t11">{gravite === 'bloquant' ? 'à corriger' : 'avis'}</span>
        </li>
      ))}
    </ul>
  );
}

/** Nom, origine, seuils ; puis ce que pèsent les axes, ce qui reste à corriger, et ce que la charte vérifie. */
export function PanneauGeneral(props: Panneau & { readonly onAller: (chemin: string) => void }) {
  const { charte, constats, changer, onAller } = props;
  return (
    <>
      <div className="formulaire charte-formulaire">
        <ChampTexte
          libelle="Nom"
          className="large"
          obligatoire
          longueurMax={200}
          valeur={charte.nom}
          erreur={constatDe(props, 'nom')}
          onChange={(nom) => changer('Nom de la charte', (c) => ({ ...c, nom }))}
        />
        <ChampEntier
          libelle="Seuil de la note, sur 100"
          valeur={charte.seuilNote}
          erreur={constatDe(props, 'seuilNote')}
          onChange={(seuilNote) => changer('Seuil de la note', (c) => ({ ...c, seuilNote }))}
        />
        <ChampMontant
          libelle="Participation symbolique jusqu’à"
          exemple="l’agent apprécie"
          valeur={charte.participationSymboliqueCentimes}
          onChange={(montant, refuse) => {
            if (!refuse)
              changer('Participation symbolique', (c) => ({ ...c, participationSymboliqueCentimes: montant }));
          }}
        />
        <div className="large">
          <CaseACocher
            libelle="C’est un modèle : l’écran, la charte imprimée et les documents le disent"
            valeur={charte.modele}
            onChange={(modele) => changer('Charte modèle', (c) => ({ ...c, modele }))}
          />
        </div>
        <ZoneTexte
          libelle="D’où elle vient"
          className="large"
          lignes={3}
          longueurMax={4000}
          valeur={charte.origine}
          erreur={constatDe(props, 'origine')}
          onChange={(origine) => changer('Origine de la charte', (c) => ({ ...c, origine }))}
        />
      </div>
      <h3>Poids des axes</h3>
      <Poids axes={charte.axes} onAller={onAller} />
      <h3>À corriger ou à relire</h3>
      <ARelire constats={constats} onAller={onAller} />
      <h3>Ce que la charte vérifie</h3>
      <Couverture charte={charte} titre="h4" />
    </>
  );
}
