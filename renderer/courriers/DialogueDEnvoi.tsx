import { type ReactNode, useState } from 'react';
import { formaterDate } from '../../shared/domaine/dates.ts';
import { Bouton } from '../ui/Bouton.tsx';
import { ChampDate, ChampListe } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';

interface Props<Moyen extends string> {
  readonly titre: string;
  /** « Parties le », accordé à ce qui est parti. */
  readonly libelleDate: string;
  readonly moyens: readonly { readonly valeur: Moyen; readonly libelle: string }[];
  readonly moyen: Moyen;
  readonly aujourdhui: string;
  /** Un envoi est déjà noté : sans date, on l’efface. */
  readonly effacable: boolean;
  readonly enCours: boolean;
  /** L’échec, et ce qu’il faut savoir avant de noter. */
  readonly children: ReactNode;
  readonly onNoter: (date: string | null, moyen: Moyen) => void;
  readonly onFermer: () => void;
}

/** Quand et comment des papiers sont partis ; Clas n’envoie rien lui-même. */
export function DialogueDEnvoi<Moyen extends string>(props: Props<Moyen>) {
  const { aujourdhui, effacable, enCours, moyens, onNoter, onFermer } = props;
  const [date, setDate] = useState<string | null>(aujourdhui);
  // « Sans date » efface l’envoi : un texte qui n’est pas une date n’est pas « sans date ».
  const [illisible, setIllisible] = useState(false);
  const [moyen, setMoyen] = useState<Moyen>(props.moyen);
  const erreur = date !== null && date > aujourdhui ? `Le ${formaterDate(date)} n’est pas encore passé.` : null;
  const pret = erreur === null && (date !== null || (effacable && !illisible));
  return (
    <Dialogue
      ouvert
      titre={props.titre}
      onFermer={onFermer}
      onEnvoyer={() => {
        if (pret && !enCours) onNoter(date, moyen);
      }}
      pied={
        <span className="a-droite rangee">
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" icone="envoyer" inactif={!pret} enCours={enCours}>
            {date === null && !illisible ? 'Effacer l’envoi' : 'Noter l’envoi'}
          </Bouton>
        </span>
      }
    >
      <div className="colonne">
        {props.children}
        <ChampDate
          libelle={props.libelleDate}
          valeur={date}
          onChange={(lue, refuse) => {
            setDate(lue);
            setIllisible(refuse);
          }}
          erreur={erreur}
          obligatoire={!effacable}
          focusInitial
          description={effacable ? 'Sans date, l’envoi noté par erreur est effacé.' : undefined}
        />
        <ChampListe<Moyen> libelle="Comment" options={moyens} valeur={moyen} onChange={setMoyen} />
      </div>
    </Dialogue>
  );
}
