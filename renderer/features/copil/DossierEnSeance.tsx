import type { DossierDeSeance } from '../../../shared/contract/seances.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { BadgePile } from '../../ui/Badge.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Jauge } from '../../ui/Jauge.tsx';
import { enQuestion } from './libelles-copil.ts';

/** Le dossier projeté : son nom, sa note par axe, et ce qui est à débattre. */
export function DossierEnSeance({ dossier }: { readonly dossier: DossierDeSeance }) {
  const { numero, communeNom, structure, note, pile, commentaire, rang } = dossier;
  const points = enQuestion(dossier);
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
      {note.axes.map(({ code, libelle, dixiemes, seuil, sousSeuil }) => (
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
      ))}
      <div className="seance-points">
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
