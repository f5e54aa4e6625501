import type { z } from 'zod';
import type { Difference as SchemaDifference } from '../../../shared/contract/chartes.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { Badge, type Ton } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';

export type Difference = z.infer<typeof SchemaDifference>;

const GROUPES: readonly (readonly [objet: Difference['objet'], titre: string])[] = [
  ['charte', 'Généralités et ordre'],
  ['condition', 'Conditions'],
  ['axe', 'Axes'],
  ['critere', 'Critères'],
];
const NATURES: Readonly<
  Record<Difference['nature'], { readonly ton: Ton; readonly signe: NomSigne; readonly mot: string }>
> = {
  ajoute: { ton: 'ok', signe: 'plus', mot: 'Ajouté' },
  retire: { ton: 'al', signe: 'moins', mot: 'Retiré' },
  change: { ton: 'att', signe: 'ecart', mot: 'Changé' },
};
/** Une condition s’accorde au féminin. */
function mot({ objet, nature }: Difference): string {
  return objet === 'condition' ? `${NATURES[nature].mot}e` : NATURES[nature].mot;
}

function Ligne({ difference }: { readonly difference: Difference }) {
  const { code, libelle, nature, champs, contenu, objet } = difference;
  const { ton, signe } = NATURES[nature];
  const lignes =
    nature === 'change'
      ? champs
      : contenu
          .filter(({ valeur }) => valeur !== '')
          .map((c) => ({
            champ: c.libelle,
            libelle: c.libelle,
            avant: nature === 'retire' ? c.valeur : '',
            apres: nature === 'ajoute' ? c.valeur : '',
          }));
  return (
    <section className="charte-difference" aria-label={libelle || code}>
      {objet !== 'charte' && (
        <header className="rangee">
          <Badge ton={ton} signe={signe}>
            {mot(difference)}
          </Badge>
          <b className="g6">{libelle || '(sans libellé)'}</b>
          <span className="encre3 t12">{code}</span>
        </header>
      )}
      <table className="tableau charte-avant-apres" aria-label={`Changements : ${libelle || code}`}>
        <thead>
          <tr>
            <th scope="col" className="charte-quoi">
              Quoi
            </th>
            <th scope="col">Avant</th>
            <th scope="col">Après</th>
          </tr>
        </thead>
        <tbody>
          {lignes.map(({ champ, libelle: quoi, avant, apres }) => (
            <tr key={champ}>
              <td className="tableau-passe encre2">{quoi}</td>
              <td className="tableau-passe encre2">{avant || <span className="encre3">—</span>}</td>
              <td className="tableau-passe g5">{apres || <span className="encre3">—</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Ce qui change, objet par objet, champ par champ : l’ancien à gauche, le nouveau à droite. */
export function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  return GROUPES.map(([objet, titre]) => {
    const groupe = differences.filter((d) => d.objet === objet);
    if (groupe.length === 0) return null;
    const compter = (nature: Difference['nature'], singulier: string) => {
      const nombre = groupe.filter((d) => d.nature === nature).length;
      return nombre === 0 ? [] : [pluriel(nombre, singulier)];
    };
    const accord = objet === 'condition' ? 'e' : '';
    return (
      <Carte
        key={objet}
        titre={titre}
        sousTitre={
          objet === 'charte'
            ? undefined
            : [
                ...compter('ajoute', `ajouté${accord}`),
                ...compter('retire', `retiré${accord}`),
                ...compter('change', `changé${accord}`),
              ].join(', ')
        }
        plein
      >
        {groupe.map((difference) => (
          <Ligne key={`${difference.nature} ${difference.code}`} difference={difference} />
        ))}
      </Carte>
    );
  });
}

/** « 2 conditions, 1 axe, 3 critères changent. » */
export function resumer(differences: readonly Difference[]): string {
  const compter = (objet: Difference['objet'], nom: string) => {
    const nombre = differences.filter((d) => d.objet === objet).length;
    return nombre === 0 ? [] : [pluriel(nombre, nom)];
  };
  const parts = [...compter('condition', 'condition'), ...compter('axe', 'axe'), ...compter('critere', 'critère')];
  if (differences.some(({ objet }) => objet === 'charte')) parts.unshift('les généralités ou l’ordre');
  return parts.join(', ');
}
