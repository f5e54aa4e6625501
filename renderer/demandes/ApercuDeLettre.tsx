import { useQuery } from '@tanstack/react-query';
import type { ApercuLettre } from '../../shared/contract/demandes.ts';
import type { Segment } from '../../shared/domaine/modele-lettre.ts';
import { messageErreur, q } from '../api.ts';
import { Alerte, Chargement } from '../ui/Alerte.tsx';
import { Defile } from '../ui/Defile.tsx';

interface Props {
  readonly demandeId: number;
  readonly echeance: string;
}

/** La lettre à lire avant de l’envoyer : les mots du PDF, dans l’ordre du PDF. */
export function ApercuDeLettre({ demandeId, echeance }: Props) {
  const { data, error } = useQuery({
    ...q.demandes.apercu.queryOptions({ input: { demandeId, echeance } }),
    // Une date refusée ne deviendra pas bonne en insistant.
    retry: false,
    placeholderData: (avant) => avant,
  });
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data) return <Chargement texte="Composition de la lettre…" />;
  return (
    <>
      {data.avertissements.map((phrase) => (
        <Alerte key={phrase} ton="att">
          {phrase}
        </Alerte>
      ))}
      <Defile libelle="Aperçu de la lettre" className="demandes-apercu">
        <Lettre lettre={data} />
      </Defile>
    </>
  );
}

function Lettre({ lettre }: { readonly lettre: ApercuLettre }) {
  return (
    <article className="demandes-lettre">
      <div className="demandes-lettre-tete">
        <Lignes lignes={lettre.expediteur} premiereForte />
        <Lignes lignes={lettre.destinataire} premiereForte />
        <Lignes lignes={lettre.references} />
        <p>{lettre.lieuEtDate}</p>
      </div>
      <p className="g6">{`Objet\u00a0: ${lettre.objet}`}</p>
      <Paragraphes paragraphes={lettre.introduction} />
      {lettre.questions.length > 0 && (
        <>
          <h3>{lettre.questions.length === 1 ? 'Question' : 'Questions'}</h3>
          <ul>
            {lettre.questions.map(({ numero, texte }) => (
              <li key={numero} className="demandes-lettre-question">
                <b>{`${numero}.`}</b>
                <span>{texte}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {lettre.pieces.length > 0 && (
        <>
          <h3>{lettre.pieces.length === 1 ? 'Pièce à fournir' : 'Pièces à fournir'}</h3>
          <ul>
            {lettre.pieces.map(({ libelle, etat, aide }) => (
              <li key={libelle} className="demandes-lettre-piece">
                <b className="g5">{libelle}</b>
                <span>
                  {etat}
                  {aide !== '' && <small className="encre2">{aide}</small>}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Paragraphes paragraphes={lettre.conclusion} />
      <p>{lettre.politesse}</p>
      <div className="demandes-lettre-signature">
        <Lignes lignes={lettre.signature} />
      </div>
    </article>
  );
}

function Lignes({
  lignes,
  premiereForte = false,
}: {
  readonly lignes: readonly string[];
  readonly premiereForte?: boolean;
}) {
  return (
    <div>
      {lignes.map((ligne, rang) => (
        <p key={ligne} className={premiereForte && rang === 0 ? 'g6' : ''}>
          {ligne}
        </p>
      ))}
    </div>
  );
}

function Paragraphes({ paragraphes }: { readonly paragraphes: readonly (readonly Segment[])[] }) {
  return (
    <>
      {paragraphes.map((segments) => (
        <p key={segments.map((s) => s.texte).join('')} className="demandes-lettre-paragraphe">
          {segments.map(({ texte, fort }) => (fort ? <b key={texte}>{texte}</b> : <span key={texte}>{texte}</span>))}
        </p>
      ))}
    </>
  );
}
