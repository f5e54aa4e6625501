import type { Membre } from '../../../shared/contract/seances.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampListe, ChampTexte } from '../../ui/Champs.tsx';
import { INSTITUTIONS } from './libelles-copil.ts';

/** Un membre en cours de saisie ; la clé tient la ligne, le numéro garde sa présence et ses récusations. */
export interface MembreSaisi extends Membre {
  readonly cle: number;
  readonly id: number | null;
}

interface Props {
  readonly membres: readonly MembreSaisi[];
  /** Vrai : les noms absents se disent. */
  readonly essaye: boolean;
  readonly onChange: (membres: readonly MembreSaisi[]) => void;
}

/** Les membres, un par ligne. */
export function MembresSaisis({ membres, essaye, onChange }: Props) {
  const changer = (cle: number, suite: Partial<Membre>) =>
    onChange(membres.map((membre) => (membre.cle === cle ? { ...membre, ...suite } : membre)));
  const ajouter = () => {
    const cle = Math.max(-1, ...membres.map((membre) => membre.cle)) + 1;
    onChange([...membres, { cle, id: null, institution: 'caf', nom: '', fonction: '', courriel: null }]);
  };
  return (
    <fieldset className="copil-membres">
      <legend>Membres</legend>
      {membres.map(({ cle, institution, nom, fonction, courriel }, rang) => (
        <div key={cle} className="copil-membre">
          <ChampListe
            libelle={`Institution du membre ${rang + 1}`}
            libelleCache
            options={INSTITUTIONS}
            valeur={institution}
            onChange={(valeur) => changer(cle, { institution: valeur })}
          />
          <ChampTexte
            libelle={`Nom du membre ${rang + 1}`}
            libelleCache
            exemple="Nom"
            longueurMax={120}
            valeur={nom}
            erreur={essaye && nom.trim() === '' ? 'Donnez le nom ou retirez la ligne.' : null}
            onChange={(valeur) => changer(cle, { nom: valeur })}
          />
          <ChampTexte
            libelle={`Fonction du membre ${rang + 1}`}
            libelleCache
            exemple="Fonction"
            longueurMax={120}
            valeur={fonction}
            onChange={(valeur) => changer(cle, { fonction: valeur })}
          />
          <ChampTexte
            libelle={`Courriel du membre ${rang + 1}`}
            libelleCache
            exemple="Courriel"
            type="email"
            longueurMax={200}
            valeur={courriel ?? ''}
            onChange={(valeur) => changer(cle, { courriel: valeur.trim() === '' ? null : valeur })}
          />
          <Bouton
            genre="discret"
            icone="supprimer"
            libelleSeul={`Retirer ${nom === '' ? `le membre ${rang + 1}` : nom}`}
            onClick={() => onChange(membres.filter((membre) => membre.cle !== cle))}
          />
        </div>
      ))}
      <div>
        <Bouton icone="ajouter" taille="petite" onClick={ajouter}>
          Ajouter un membre
        </Bouton>
      </div>
    </fieldset>
  );
}
