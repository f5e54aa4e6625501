import type { DossierDeSeance, EtatSeance } from '../../../shared/contract/seances.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { BadgePile } from '../../ui/Badge.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Jauge } from '../../ui/Jauge.tsx';
import { direAjournements, enQuestion } from './libelles-copil.ts';

interface Props {
  readonly dossier: DossierDeSeance;
  readonly motifs: EtatSeance['motifs'];
}

/** Le dossier projeté : son nom, sa note par axe, et ce qui est à débattre. */
export function DossierEnSeance({ dossier, motifs }: Props) {
  const { numero, communeNom, structure, note, pile, commentaire, rang } = dossier;
  const points = enQuestion(dossier);
  const ajournements = direAjournements(dossier, motifs);
  return (
    <Defile className="seance-gauche" libelle="Dossier">
      <p className="seance-16 encre2">{`n° ${numero}${communeNom === null ? '' : ` · ${communeNom}`}`}</p>
      <h1 title={structure.raisonSociale}>{structure.raisonSociale || 'Structure sans nom'}</h1>
      <p className="seance-16 encre2">
        {`${pluriel(dossier.collectifs, 'collectif')}, ${pluriel(dossier.effectif, 'enfant')}`}
        {rang !== null && (
          <>
            <br />
            {`rang ${rang.rang}${rang.exAequo ? ' ex æquo' : ''}`}
          </>
        )}
      </p>
      <div className="seance-note">
        <b>{note.dixiemes === null ? '—' : formaterDixiemes(note.dixiemes)}</b>
        <span className="encre2">{note.complete ? 'sur 100' : 'partielle'}</span>
        <BadgePile pile={pile} />
      </div>
      <Axes note={note} />
      <div className="seance-points">
        {ajournements.length > 0 && (
          <>
            <h2>À décider à nouveau</h2>
            <ul>
              {ajournements.map((dit) => (
                <li key={dit}>{dit}</li>
              ))}
            </ul>
          </>
        )}
        {dossier.proposition !== null && (
          <>
            <h2>{`Proposition, ${dossier.proposition.scenario}`}</h2>
            <p className="seance-avis">{dossier.proposition.texte}</p>
          </>
        )}
        <h2>{points.length === 0 ? 'Rien à débattre' : 'À débattre'}</h2>
        <ul>
          {points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        {commentaire !== '' && (
          <>
            <h2>Avis du lecteur</h2>
            <p className="seance-avis">{commentaire}</p>
          </>
        )}
      </div>
    </Defile>
  );
}

/** La note de chaque axe, son seuil sur la jauge. */
export function Axes({ note }: { readonly note: DossierDeSeance['note'] }) {
  return note.axes.map(({ code, libelle, dixiemes, seuil, sousSeuil }) => (
    <div key={code} className="seance-axe">
      <span className="elide" title={libelle}>
        {libelle}
      </span>
      <Jauge
        valeur={(dixiemes ?? 0) / 10}
        seuil={seuil}
        ton={sousSeuil ? 'att' : 'accent'}
        hauteur={8}
        libelle={`${libelle}, seuil ${seuil}`}
      />
      <b>{dixiemes === null ? '—' : formaterDixiemes(dixiemes)}</b>
    </div>
  ));
}
