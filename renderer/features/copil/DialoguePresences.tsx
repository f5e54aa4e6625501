import type { Presence, Seance } from '../../../shared/contract/seances.ts';
import { alerteQuorum, direQuorum, quorumSans } from '../../../shared/domaine/quorum.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { libelleInstitution, PRESENCES } from './libelles-copil.ts';

interface DeLaListe {
  readonly seance: Seance;
  readonly onPresence: (membreId: number, presence: Presence | null) => void;
}

/** Un membre par ligne, ses trois états en boutons ; retaper le sien l’efface. */
export function Presences({ seance, onPresence }: DeLaListe) {
  return (
    <ul className="presences">
      {seance.membres.map(({ id, nom, fonction, institution, presence }, rang) => (
        <li key={id}>
          <span className="presences-qui">
            <span className="g5 elide">{nom}</span>
            <span className="encre2 t12 elide">
              {[libelleInstitution(institution), fonction].filter((part) => part !== '').join(', ')}
            </span>
          </span>
          <fieldset className="presences-choix" aria-label={`Présence de ${nom}`}>
            {PRESENCES.map(({ valeur, libelle }, choix) => (
              <Bouton
                key={valeur}
                taille="petite"
                enfonce={presence === valeur}
                focusInitial={rang === 0 && choix === 0}
                onClick={() => onPresence(id, presence === valeur ? null : valeur)}
              >
                {libelle}
              </Bouton>
            ))}
          </fieldset>
        </li>
      ))}
    </ul>
  );
}

/** Noter les présences sans quitter le dossier ; le quorum se compte aussitôt. */
export function DialoguePresences({ seance, onPresence, onFermer }: DeLaListe & { readonly onFermer: () => void }) {
  const quorum = quorumSans(seance);
  const alerte = alerteQuorum(quorum);
  const reste = seance.membres.filter(({ presence }) => presence === null);
  return (
    <Dialogue
      ouvert
      taille="lg"
      titre="Présences"
      onFermer={onFermer}
      pied={
        <>
          <span className="encre2 copil-vote-total">{direQuorum(quorum)}</span>
          {reste.length > 0 && (
            <Bouton onClick={() => reste.forEach(({ id }) => onPresence(id, 'present'))}>
              {`Présents : les ${reste.length} à noter`}
            </Bouton>
          )}
          <Bouton genre="principal" onClick={onFermer}>
            Fermer
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        {alerte !== null && <Alerte ton="att">{alerte}</Alerte>}
        {seance.membres.length === 0 ? (
          <p>Aucun membre n’est inscrit à cette séance : ajoutez-les sur la page Copil, « Modifier la séance ».</p>
        ) : (
          <Presences seance={seance} onPresence={onPresence} />
        )}
      </div>
    </Dialogue>
  );
}
