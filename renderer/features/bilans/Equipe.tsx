import type { Bilan, SaisieBilan } from '../../../shared/contract/bilans.ts';
import { BORNES_BILAN, type ContenuBilan } from '../../../shared/domaine/bilan.ts';
import { Carte } from '../../ui/Carte.tsx';
import { CaseDeSaisie } from '../../ui/CaseDeSaisie.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';
import { Phrases, type RefusDeTable } from './refus.tsx';

interface Props {
  readonly bilan: Bilan;
  readonly refus: RefusDeTable;
  readonly fige: boolean;
  readonly saisir: (changer: (saisie: SaisieBilan) => SaisieBilan) => void;
}

const NOMBRES: readonly (readonly [
  cle: 'salaries' | 'heuresSalaries' | 'benevoles' | 'heuresBenevoles' | 'rencontresParents',
  titre: string,
])[] = [
  ['salaries', 'Salariés'],
  ['heuresSalaries', 'Heures de salariés'],
  ['benevoles', 'Bénévoles'],
  ['heuresBenevoles', 'Heures de bénévoles'],
  ['rencontresParents', 'Rencontres avec les parents'],
];

/** L’équipe, les parents, les partenaires et ce que le porteur en dit. */
export function Equipe({ bilan, refus, fige, saisir }: Props) {
  const { contenu } = bilan.saisie;
  function changer(champs: Partial<ContenuBilan>) {
    saisir((avant) => ({ ...avant, contenu: { ...avant.contenu, ...champs } }));
  }
  return (
    <Carte titre="Équipe, parents et partenaires">
      <div className="bilans-nombres">
        {NOMBRES.map(([cle, titre]) => (
          <div key={cle}>
            <span className="encre2">{titre}</span>
            <CaseDeSaisie
              libelle={titre}
              genre="entier"
              valeur={contenu[cle]}
              maximum={BORNES_BILAN.nombre}
              onRefus={refus.noter}
              inactif={fige}
              onChange={(valeur) => changer({ [cle]: valeur })}
            />
          </div>
        ))}
      </div>
      <Phrases refus={refus.refus} anomalies={[]} />
      <div className="bilans-textes">
        <ZoneTexte
          libelle="Partenaires, un par ligne"
          lignes={3}
          inactif={fige}
          longueurMax={4000}
          valeur={contenu.partenaires.join('\n')}
          onChange={(texte) =>
            changer({
              partenaires: texte
                .split('\n')
                .slice(0, 50)
                .map((nom) => nom.slice(0, 300)),
            })
          }
        />
        <ZoneTexte
          libelle="Ce qui a réussi"
          lignes={3}
          inactif={fige}
          longueurMax={4000}
          valeur={contenu.reussites}
          onChange={(reussites) => changer({ reussites })}
        />
        <ZoneTexte
          libelle="Ce qui a été difficile"
          lignes={3}
          inactif={fige}
          longueurMax={4000}
          valeur={contenu.difficultes}
          onChange={(difficultes) => changer({ difficultes })}
        />
      </div>
    </Carte>
  );
}
