import type { EntreeJournal } from '../../../shared/contract/journal.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';

/** Un JSON enregistré, remis en lignes ; tel quel s’il n’en est pas un. */
function presenter(texte: string): string {
  try {
    return JSON.stringify(JSON.parse(texte), null, 2);
  } catch {
    return texte;
  }
}

function Bloc({ titre, texte }: { readonly titre: string; readonly texte: string | null }) {
  if (texte === null) return null;
  return (
    <div>
      <h3>{titre}</h3>
      <pre className="journal-valeur">{presenter(texte)}</pre>
    </div>
  );
}

/** Une entrée du journal en entier : avant, après, motif, empreinte. */
export function DetailEntree({ entree, onFermer }: { readonly entree: EntreeJournal; readonly onFermer: () => void }) {
  const { id, libelle, agent, compteSysteme, instant, objet, action, motif, avant, apres, empreinte } = entree;
  return (
    <Carte
      titre={`Entrée ${id}`}
      actions={
        <Bouton genre="discret" taille="petite" icone="fermer" libelleSeul="Fermer le détail" onClick={onFermer} />
      }
    >
      <p className="t15 g6">{libelle}</p>
      <dl className="couples a-gauche">
        <dt>Agent</dt>
        <dd>{`${agent} (session ${compteSysteme})`}</dd>
        <dt>Quand</dt>
        <dd>{formaterInstant(instant)}</dd>
        <dt>Sur</dt>
        <dd>{objet.replace(':', ' n° ')}</dd>
        <dt>Code</dt>
        <dd>{action}</dd>
        {motif !== null && (
          <>
            <dt>Motif</dt>
            <dd>{motif}</dd>
          </>
        )}
      </dl>
      <Bloc titre="Avant" texte={avant} />
      <Bloc titre="Après" texte={apres} />
      <p className="t11 encre3 journal-empreinte">{`Empreinte : ${empreinte}`}</p>
    </Carte>
  );
}
