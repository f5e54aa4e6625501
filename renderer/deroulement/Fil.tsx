import type { ReactNode } from 'react';
import type { ElementDuFil } from '../../shared/contract/suivi.ts';
import { formaterDate, formaterInstant, lierHeures } from '../../shared/domaine/dates.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { Badge } from '../ui/Badge.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { nommerElement, titrerElement } from './nommer.ts';

interface Props {
  readonly fil: readonly ElementDuFil[];
  readonly libelle: string;
  readonly onAnnuler: (element: ElementDuFil) => void;
  /** Noter ce qu’on a fait d’une visite. */
  readonly onSuite: (element: ElementDuFil) => void;
}

/** Ce qui est arrivé à un dossier, le plus récent d’abord ; ce qui est annulé reste, barré. */
export function Fil({ fil, libelle, onAnnuler, onSuite }: Props) {
  if (fil.length === 0) return <p className="encre2 interieur">Rien n’a encore été noté pour ce dossier.</p>;
  return (
    <ol className="suivi-fil" aria-label={libelle}>
      {fil.map((element) => (
        <li key={`${element.genre} ${element.id}`}>
          <time dateTime={element.date} className="encre2 t12">
            {formaterDate(element.date)}
          </time>
          <div className="suivi-element">
            <p className="rangee serree passe">
              <span className="g6">{barrer(titrerElement(element), element)}</span>
              {element.genre === 'visite' && element.enAttente && (
                <Badge ton="att" signe="attention">
                  Suites en attente
                </Badge>
              )}
            </p>
            <Details element={element} />
            <p className="encre2 t12">{`${element.agent}, ${formaterInstant(element.instant)}`}</p>
            {element.annule && (
              <p className="t12">{`Annulé par ${element.annule.agent}, ${formaterInstant(element.annule.instant)} : ${element.annule.motif}`}</p>
            )}
            {element.annule === null && element.genre !== 'relance' && (
              <p className="rangee serree">
                {element.genre === 'visite' && element.enAttente && (
                  <Bouton taille="petite" onClick={() => onSuite(element)}>
                    Noter la suite…
                  </Bouton>
                )}
                <button
                  type="button"
                  className="lien t12"
                  aria-label={`Annuler ${nommerElement(element)}…`}
                  onClick={() => onAnnuler(element)}
                >
                  Annuler…
                </button>
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function barrer(texte: string, { annule }: ElementDuFil): ReactNode {
  return annule ? <s>{texte}</s> : texte;
}

function Details({ element }: { readonly element: ElementDuFil }) {
  const lignes = detailler(element).filter((ligne) => ligne !== null && ligne !== '');
  return lignes.map((ligne) => <p key={ligne}>{ligne}</p>);
}

function detailler(element: ElementDuFil): (string | null)[] {
  switch (element.genre) {
    case 'evenement': {
      const { lieu, jours, horaires, effectif, coordinateur, texte } = element;
      return [
        lierHeures([lieu, jours, horaires].filter(Boolean).join(', ')),
        [
          effectif === null ? null : pluriel(effectif, 'enfant'),
          coordinateur === null ? null : `coordinateur : ${coordinateur}`,
        ]
          .filter(Boolean)
          .join(', '),
        texte,
      ];
    }
    case 'visite': {
      const { visiteurs, rencontres, effectif, compteRendu, suites } = element;
      return [
        `Par ${visiteurs}${rencontres === '' ? '' : `, rencontré : ${rencontres}`}${effectif === null ? '' : ` ; ${pluriel(effectif, 'enfant présent', 'enfants présents')}`}`,
        compteRendu,
        suites === '' ? null : `Suites : ${suites}`,
      ];
    }
    case 'echange':
      return [`${element.objet}${element.interlocuteur === '' ? '' : ` (${element.interlocuteur})`}`, element.texte];
    case 'relance':
      return [
        `Réponse attendue le ${formaterDate(element.echeance)}${element.documentId === null ? ', sans lettre' : ''}`,
      ];
    default:
      throw new Error(`Élément non prévu : ${String(element satisfies never)}`);
  }
}
