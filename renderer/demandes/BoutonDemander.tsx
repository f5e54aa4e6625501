import { type FocusEvent, useRef, useState } from 'react';
import { amorcerQuestion, estQuestionVide } from '../../shared/domaine/demandes.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { useActions } from '../ui/actions.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { ZoneTexte } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import './demandes.css';
import { type GestesDemandes, useDemandes } from './use-demandes.ts';

interface Props {
  readonly dossierId: number;
  /** Le critère ou la condition sous les yeux. */
  readonly sujet: {
    readonly code: string;
    readonly libelle: string;
    /** Ce qui fait question : « 14 enfants au collectif B, maximum 12 ». */
    readonly preuve?: string;
  };
}

/**
 * « Demander au porteur » : ajoute une question au brouillon du dossier. À poser dans la rangée courante, et là seulement :
 * la touche D lui appartient.
 */
export function BoutonDemander({ dossierId, sujet }: Props) {
  const [ouvert, setOuvert] = useState(false);
  const gestes = useDemandes(dossierId);
  useActions([
    {
      code: 'demandes.demander',
      libelle: 'Demander au porteur…',
      menu: 'edition',
      groupe: 20,
      raccourci: 'D',
      executer: () => setOuvert(true),
    },
  ]);
  const posees = gestes.lues?.demandes
    .filter((d) => d.etat === 'brouillon' || d.etat === 'envoyee')
    .flatMap((d) => d.lignes.filter((l) => l.code === sujet.code));
  const nombre = posees?.length ?? 0;
  return (
    <div className="rangee">
      <Bouton taille="petite" raccourci="D" onClick={() => setOuvert(true)}>
        {nombre === 0 ? 'Demander au porteur' : `Demander au porteur (${nombre})`}
      </Bouton>
      {ouvert && (
        <DialogueDemander
          sujet={sujet}
          gestes={gestes}
          posees={[...new Set(posees?.map((l) => l.texte))]}
          onFermer={() => setOuvert(false)}
        />
      )}
    </div>
  );
}

interface DuDialogue {
  readonly sujet: Props['sujet'];
  readonly gestes: GestesDemandes;
  readonly posees: readonly string[];
  readonly onFermer: () => void;
}

function DialogueDemander({ sujet, gestes, posees, onFermer }: DuDialogue) {
  const amorcee = useRef(false);
  const [texte, setTexte] = useState(() => amorcerQuestion(sujet.libelle));
  /** Le focus que pose le dialogue mettrait le curseur avant l’amorce : on écrit après elle. */
  function apresLAmorce({ target }: FocusEvent) {
    if (amorcee.current || !(target instanceof HTMLTextAreaElement)) return;
    amorcee.current = true;
    target.setSelectionRange(target.value.length, target.value.length);
  }
  const pret = !estQuestionVide(texte, sujet.libelle);
  const brouillon = gestes.lues?.demandes.find((d) => d.etat === 'brouillon');
  const aReclamer = gestes.lues?.piecesProposees.filter((p) => p.aReclamer).length ?? 0;

  async function envoyer() {
    if (!pret || gestes.enCours) return;
    if (!(await gestes.ajouter([{ nature: 'question', code: sujet.code, texte: texte.trim() }]))) return;
    gestes.dire('Elle partira avec la prochaine lettre à ce porteur.', 'Question ajoutée');
    onFermer();
  }
  return (
    <Dialogue
      ouvert
      titre="Demander au porteur"
      onFermer={onFermer}
      onEnvoyer={() => void envoyer()}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" raccourci="Ctrl+Entrée" inactif={!pret} enCours={gestes.enCours}>
            Ajouter à la demande
          </Bouton>
        </>
      }
    >
      <div className="colonne" onFocus={apresLAmorce}>
        <dl className="couples a-gauche">
          <dt>Sujet</dt>
          <dd className="g5">{sujet.libelle}</dd>
          {sujet.preuve !== undefined && sujet.preuve !== '' && (
            <>
              <dt>Constat</dt>
              <dd>{sujet.preuve}</dd>
            </>
          )}
        </dl>
        {posees.length > 0 && (
          <div className="t12">
            <p className="encre2">{`${pluriel(posees.length, 'question')} sur ce sujet :`}</p>
            <ul className="demandes-posees">
              {posees.map((posee) => (
                <li key={posee}>{posee}</li>
              ))}
            </ul>
          </div>
        )}
        <ZoneTexte
          libelle="Question au porteur"
          description="Telle qu’elle sera imprimée dans la lettre."
          obligatoire
          focusInitial
          lignes={4}
          longueurMax={2000}
          valeur={texte}
          onChange={setTexte}
        />
        {brouillon === undefined && aReclamer > 0 && (
          <p className="encre2 t12">
            {`Cette question ouvre une demande : ${pluriel(aReclamer, 'pièce qui manque y sera jointe', 'pièces qui manquent y seront jointes')} d’office.`}
          </p>
        )}
      </div>
    </Dialogue>
  );
}
