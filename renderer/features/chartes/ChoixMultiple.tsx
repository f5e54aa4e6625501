import { Bouton } from '../../ui/Bouton.tsx';
import { ChampListe, type OptionListe } from '../../ui/Champs.tsx';

interface Props {
  readonly libelle: string;
  /** « un champ », « une exigence ». */
  readonly quoi: string;
  readonly options: readonly OptionListe<string>[];
  readonly choisis: readonly string[];
  readonly onChange: (choisis: string[]) => void;
  readonly erreur?: string | undefined;
}

/** Une liste que l’on allonge en cherchant, et dont chaque élément se retire. */
export function ChoixMultiple({ libelle, quoi, options, choisis, onChange, erreur }: Props) {
  const reste = options.filter(({ valeur }) => !choisis.includes(valeur));
  const nommer = (code: string) => options.find(({ valeur }) => valeur === code)?.libelle ?? code;
  return (
    <div className="charte-choix">
      <ChampListe
        libelle={libelle}
        cherchable
        exemple={`Ajouter ${quoi}…`}
        options={reste}
        valeur={null}
        erreur={erreur}
        // La clé vide le champ après chaque ajout.
        key={choisis.length}
        onChange={(code) => onChange([...choisis, code])}
      />
      {choisis.length > 0 && (
        <ul className="charte-choisis" aria-label={libelle}>
          {choisis.map((code) => (
            <li key={code}>
              {nommer(code)}
              <Bouton
                genre="discret"
                taille="petite"
                icone="fermer"
                libelleSeul={`Retirer « ${nommer(code)} »`}
                onClick={() => onChange(choisis.filter((un) => un !== code))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
